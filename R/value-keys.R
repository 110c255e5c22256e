# The keys of a dict: what they may be, and their order. Keys come in creation order, unless the
# group's attribute `__r_order__` says otherwise because a key was replaced or renamed; keys that it
# does not know follow in creation order.

# Which texts can be keys of a dict.
is_key <- function(keys) {
  !is.na(keys) & nzchar(keys) & keys != "." & !grepl("/", keys, fixed = TRUE) & !is_labels_key(keys)
}

# Whether a list with these names is stored as a dict.
are_keys <- function(names) !is.null(names) && all(is_key(names)) && !anyDuplicated(names)

# The keys of a group in their order, without what is hidden.
ordered_keys <- function(group) {
  keys <- visible_keys(cpp_node_names(group, ""))
  recorded <- read_order(group)
  if (is.null(recorded)) return(keys)
  c(recorded[recorded %in% keys], keys[!keys %in% recorded])
}

# A key that is about to be replaced keeps its place: a new link would come last. If no other key is
# made in the same step, the last one stays last by itself.
keep_place <- function(group, key, alone = TRUE) {
  if (is_recorded(group, key)) return()
  keys <- ordered_keys(group)
  if (!alone || !identical(keys[length(keys)], key)) write_order(group, keys)
}

# A key that is about to be made comes last, also when a key of that name was there before.
forget_place <- function(group, key) {
  if (is_recorded(group, key)) write_order(group, setdiff(read_order(group), key))
}

read_order <- function(group) {
  if (!("__r_order__" %in% cpp_attr_names(group, ""))) return(NULL)
  cpp_attr_read(group, "", "__r_order__")$value
}

write_order <- function(group, keys) {
  if (length(keys)) cpp_attr_write(group, "", "__r_order__", keys) else cpp_attr_delete(group, "", "__r_order__")
  if (group@session == cpp_session_id()) remember_order(group, keys)
}

# What `__r_order__` holds, by the group's number (which a session never gives to another group): asked
# at each write of a key, so that it must not cost time proportional to the number of keys.
known_orders <- new.env(parent = emptyenv())
known_orders_max <- 1000L

is_recorded <- function(group, key) {
  # A handle from another session has that session's number.
  if (group@session != cpp_session_id()) return(key %in% read_order(group))
  if (!identical(known_order$group, group@object)) recall_order(group)
  !is.null(known_order$keys[[key]])
}

# The group that was asked about last.
known_order <- new.env(parent = emptyenv())

recall_order <- function(group) {
  keys <- known_orders[[as.character(group@object)]]
  if (is.null(keys)) keys <- remember_order(group, read_order(group))
  known_order$keys <- keys
  known_order$group <- group@object
}

remember_order <- function(group, keys) {
  if (length(known_orders) >= known_orders_max) forget_orders()
  known <- new.env(parent = emptyenv())
  for (key in keys) assign(key, TRUE, envir = known)
  assign(as.character(group@object), known, envir = known_orders)
  known_order$group <- NULL
  known
}

# After a change that went past this file.
forget_orders <- function() {
  rm(list = ls(known_orders, all.names = TRUE), envir = known_orders)
  known_order$group <- NULL
}

# A dataset that is rewritten gets a new link.
setMethod("before_relink", "H5Handle", function(handle) {
  group <- group_above(handle)
  if (identical(cpp_node_find(group, "", FALSE)$mark, "list")) return(invisible())
  keep_place(group, sub("^.*/", "", cpp_node_locate(handle)$name))
})

setMethod("before_link", "H5Handle", function(group, key) forget_place(group, key))

setMethod("renaming_key", "H5Handle", function(group, from, to, rename) {
  keys <- ordered_keys(group)
  rename()
  renamed <- replace(keys, keys == from, to)
  if (!identical(ordered_keys(group), renamed)) write_order(group, renamed)
})
