# Attribute values that are no plain atomic vector: the attribute `<name>` is a text (JSON) of the
# value's structure, its atomic leaves are the attributes `<name>.1`, `<name>.2`, ... So the value
# travels with its owner by HDF5's own copy and move.
#
#   text      := {"ch5mpy": node}
#   node      := null | {kind: payload}            then, each where there is one:
#                {..., "names": n, "keys": n, "attributes": [node, ...]}
#   payload   := n                                 the n-th leaf: "leaf", "symbol", "environment", ...
#              | [node, ...]                       "list", "call", "pairlist", "expression"
#
# A node in memory is NULL or a list with `kind`, `value` (an atomic vector) or `items` (nodes), `names`,
# and `attributes` (named nodes). What R value it stands for is a matter of ref-description.R.

structure_start <- "{\"ch5mpy\": "
item_kinds <- c("list", "call", "pairlist", "expression")
leaf_kinds <- c("leaf", "symbol", "environment", "pointer", "s4")
structure_depth_max <- 200L

write_structure <- function(loc, path, name, node) {
  parts <- structure_parts(node)
  delete_leaves(loc, path, name, length(parts$leaves))
  for (i in seq_along(parts$leaves)) cpp_attr_write(loc, path, leaf_name(name, i), parts$leaves[[i]])
  cpp_attr_write(loc, path, name, parts$text)
}

# The node that the attribute tells; `text` is its text.
read_structure <- function(loc, path, name, text = cpp_attr_read(loc, path, name)$value) {
  present <- cpp_attr_names(loc, path)
  parse_structure(text, function(i) {
    leaf <- leaf_name(name, i)
    if (leaf %in% present) cpp_attr_read(loc, path, leaf)$value else stop_structure(text)
  })
}

is_structure_text <- function(value) {
  is.character(value) && length(value) == 1L && !is.na(value) && startsWith(value, structure_start)
}

delete_structure <- function(loc, path, name) {
  cpp_attr_delete(loc, path, name)
  delete_leaves(loc, path, name, 0L)
}

# Takes away the leaves after the first `kept`.
delete_leaves <- function(loc, path, name, kept) {
  present <- cpp_attr_names(loc, path)
  leaves <- present[is_leaf_of(present, name)]
  numbers <- as.double(substring(leaves, nchar(name) + 2L))
  for (leaf in leaves[numbers > kept]) cpp_attr_delete(loc, path, leaf)
}

leaf_name <- function(name, i) paste0(name, ".", i)

is_leaf_of <- function(names, name) startsWith(names, paste0(name, ".")) & grepl("[.][1-9][0-9]{0,8}$", names) &
  !grepl(".", substring(sub("[0-9]+$", "", names), nchar(name) + 2L), fixed = TRUE)

# The text of a node and its leaves in order. A leaf is a plain atomic vector.
structure_parts <- function(node) {
  leaves <- list()
  leaf <- function(x) {
    leaves[[length(leaves) + 1L]] <<- x
    length(leaves)
  }
  array <- function(nodes) paste0("[", paste(vapply(unname(nodes), text, ""), collapse = ", "), "]")
  text <- function(node) {
    if (is.null(node)) return("null")
    payload <- if (node$kind %in% item_kinds) array(node$items) else leaf(node$value)
    names <- if (!is.null(node$names)) paste0(", \"names\": ", leaf(node$names))
    attributes <- if (length(node$attributes)) {
      paste0(", \"keys\": ", leaf(names(node$attributes)), ", \"attributes\": ", array(node$attributes))
    }
    paste0("{\"", node$kind, "\": ", payload, names, attributes, "}")
  }
  described <- text(node)
  list(text = paste0(structure_start, described, "}"), leaves = leaves)
}

# The node that `text` describes; `leaf(n)` gives the n-th leaf.
parse_structure <- function(text, leaf) {
  if (!is_structure_text(text)) stop_structure(text)
  tokens <- regmatches(text, gregexpr("null|\"[a-z0-9]+\"|[0-9]+|[^[:space:]]", text))[[1L]]
  # The first three are the start.
  reader <- list2env(list(text = text, leaf = leaf, tokens = tokens, at = 3L), parent = emptyenv())
  node <- take_node(reader, 0L)
  take_token(reader, "}")
  if (reader$at != length(tokens)) stop_structure(text)
  node
}

peek_token <- function(reader, ahead = 1L) {
  at <- reader$at + ahead
  if (at <= length(reader$tokens)) reader$tokens[[at]] else ""
}

take_token <- function(reader, expected = NULL) {
  token <- peek_token(reader)
  reader$at <- reader$at + 1L
  if (!is.null(expected) && token != expected) stop_structure(reader$text)
  token
}

take_leaf <- function(reader) {
  token <- take_token(reader)
  if (!grepl("^[0-9]{1,9}$", token)) stop_structure(reader$text)
  reader$leaf(as.integer(token))
}

take_array <- function(reader, depth) {
  take_token(reader, "[")
  items <- list()
  while (peek_token(reader) != "]") {
    if (length(items)) take_token(reader, ",")
    items[length(items) + 1L] <- list(take_node(reader, depth))
  }
  take_token(reader, "]")
  items
}

# Whether the field `name` comes next; then its value does.
take_field <- function(reader, name) {
  if (peek_token(reader) != "," || peek_token(reader, 2L) != paste0("\"", name, "\"")) return(FALSE)
  reader$at <- reader$at + 2L
  take_token(reader, ":")
  TRUE
}

take_node <- function(reader, depth) {
  if (depth > structure_depth_max) stop_structure(reader$text)
  if (peek_token(reader) == "null") {
    take_token(reader)
    return(NULL)
  }
  take_token(reader, "{")
  kind <- gsub("\"", "", take_token(reader), fixed = TRUE)
  take_token(reader, ":")
  if (!kind %in% c(item_kinds, leaf_kinds)) stop_structure(reader$text)
  node <- list(kind = kind)
  if (kind %in% item_kinds) node$items <- take_array(reader, depth + 1L) else node$value <- take_leaf(reader)
  if (take_field(reader, "names")) node$names <- take_leaf(reader)
  if (take_field(reader, "keys")) node$attributes <- take_attributes(reader, depth)
  take_token(reader, "}")
  node
}

take_attributes <- function(reader, depth) {
  keys <- take_leaf(reader)
  if (!take_field(reader, "attributes")) stop_structure(reader$text)
  attributes <- take_array(reader, depth + 1L)
  fit <- is.character(keys) && !anyNA(keys) && all(nzchar(keys)) && length(keys) == length(attributes)
  if (!fit) stop_structure(reader$text)
  names(attributes) <- keys
  attributes
}

stop_structure <- function(text) {
  stop_ch5mpy("corrupt", paste0(
    "The attribute text ", cut_text(quote_text(paste(text, collapse = " ")), 60L),
    " does not describe a value; another program has changed it."
  ))
}
