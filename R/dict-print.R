# How a dict prints, and the tree that str() draws.

#' @rdname H5Dict
#' @param object A dict.
#' @export
setMethod("show", "H5Dict", function(object) cat(dict_text(object), sep = "\n"))

dict_text <- function(x) {
  lost <- lost_text(x, "H5Dict{...}")
  if (!is.null(lost)) return(lost)
  keys <- names(x)
  shown <- keys[seq_len(min(length(keys), print_max()))]
  entries <- vapply(shown, function(key) key_text(x, key), "", USE.NAMES = FALSE)
  rest <- length(keys) - length(shown)
  if (rest > 0L) c("H5Dict{", paste0("  ", entries), paste0("  ... and ", rest, " more"), "}")
  else container_text("H5Dict{", entries, "}")
}

print_max <- function() {
  max <- getOption("ch5mpy.print_max", 50)
  if (is.numeric(max) && length(max) == 1L && !is.na(max) && max >= 0) max else 50
}

# "key: value"
key_text <- function(x, key) paste0(name_text(key), ": ", place_text(x, key))

#' @importFrom utils str
#' @export
str.H5Dict <- function(object, max.level = NA, ...) draw_tree(object, "H5Dict", max.level)

# The tree below a dict or a list; a group that is reached in more than one way is drawn once.
draw_tree <- function(object, class, max_level) {
  lost <- lost_text(object, if (class == "H5Dict") "H5Dict{...}" else "H5List[...]")
  if (!is.null(lost)) return(cat(lost, "\n", sep = ""))
  branch <- open_branch(object, cpp_node_find(object, "", FALSE))
  cat(branch$title, ": ", quote_text(branch$group@name), " in ", quote_text(path_text(object)), "\n", sep = "")
  draw_branch(branch, " ", if (is.na(max_level)) group_depth_max else max_level, list(), new.env(parent = emptyenv()))
}

# A group with its children's keys and how they are titled.
open_branch <- function(x, found) {
  group <- new_handle("H5GroupHandle", x, found$name, found$object)
  is_list <- identical(found$mark, "list")
  keys <- if (is_list) element_key(seq_len(found$count)) else ordered_keys(group)
  labels <- if (is_list) element_labels(group, length(keys)) else name_text(keys)
  list(group = group, keys = keys, labels = labels, title = paste(if (is_list) "H5List of" else "H5Dict of", length(keys)))
}

element_labels <- function(group, n) {
  labels <- sprintf("[[%d]]", seq_len(n))
  names <- element_names(group, n)
  named <- which(!is.na(names) & nzchar(names))
  labels[named] <- name_text(names[named])
  labels
}

# `above` are the groups around it, `drawn$groups` all that were met and have more than one link.
draw_branch <- function(branch, indent, levels, above, drawn) {
  above <- c(above, branch$group)
  shown <- seq_len(min(length(branch$keys), print_max()))
  for (k in shown) {
    inner <- or_unreadable(child_branch(branch$group, branch$keys[k]))
    text <- if (is.list(inner)) inner$title else inner
    if (!is.list(inner)) inner <- NULL
    again <- if (!is.null(inner)) met_before(inner$group, above, drawn)
    cat(indent, "$ ", branch$labels[k], ": ", text, again, "\n", sep = "")
    if (!is.null(inner) && is.null(again) && levels > 1L && !stack_is_low()) {
      draw_branch(inner, paste0(indent, " .."), levels - 1L, above, drawn)
    }
  }
  if (length(branch$keys) > length(shown)) cat(indent, "... and ", length(branch$keys) - length(shown), " more\n", sep = "")
}

# What is said of a group instead of drawing it again; NULL for a new one.
met_before <- function(group, above, drawn) {
  if (is_among(group, above)) return(" (it is one of the groups around it)")
  if (cpp_node_describe(group, "")$links < 2) return(NULL)
  if (is_among(group, drawn$groups)) return(" (drawn above)")
  drawn$groups <- c(drawn$groups, group)
  NULL
}

# What is drawn for a child: a branch for a dict or a list, else its text.
child_branch <- function(group, key) {
  found <- cpp_node_find(group, key, TRUE)
  if (is.null(found)) return("<unreachable>")
  if (found_kind(found) %in% c("dict", "list")) open_branch(group, found) else entry_text(group, found)
}
