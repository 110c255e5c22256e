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
  at <- 3L
  fail <- function() stop_structure(text)
  peek <- function() if (at < length(tokens)) tokens[[at + 1L]] else ""
  take <- function(expected = NULL) {
    token <- peek()
    at <<- at + 1L
    if (!is.null(expected) && token != expected) fail()
    token
  }
  take_leaf <- function() {
    token <- take()
    if (!grepl("^[0-9]{1,9}$", token)) fail()
    leaf(as.integer(token))
  }
  take_array <- function(depth) {
    take("[")
    items <- list()
    while (peek() != "]") {
      if (length(items)) take(",")
      items[length(items) + 1L] <- list(take_node(depth))
    }
    take("]")
    items
  }
  take_field <- function(name) {
    if (peek() != ",") return(FALSE)
    if (at + 2L > length(tokens) || tokens[[at + 2L]] != paste0("\"", name, "\"")) return(FALSE)
    at <<- at + 2L
    take(":")
    TRUE
  }
  take_node <- function(depth) {
    if (depth > structure_depth_max) fail()
    if (peek() == "null") {
      take()
      return(NULL)
    }
    take("{")
    kind <- gsub("\"", "", take(), fixed = TRUE)
    take(":")
    if (!kind %in% c(item_kinds, leaf_kinds)) fail()
    node <- list(kind = kind)
    if (kind %in% item_kinds) node$items <- take_array(depth + 1L) else node$value <- take_leaf()
    if (take_field("names")) node$names <- take_leaf()
    if (take_field("keys")) node$attributes <- take_attributes(depth)
    take("}")
    node
  }
  take_attributes <- function(depth) {
    keys <- take_leaf()
    if (!take_field("attributes")) fail()
    attributes <- take_array(depth + 1L)
    if (!is.character(keys) || anyNA(keys) || !all(nzchar(keys)) || length(keys) != length(attributes)) fail()
    names(attributes) <- keys
    attributes
  }
  result <- take_node(0L)
  take("}")
  if (at != length(tokens)) fail()
  result
}

stop_structure <- function(text) {
  stop_ch5mpy("corrupt", paste0(
    "The attribute text ", cut_text(quote_text(paste(text, collapse = " ")), 60L),
    " does not describe a value; another program has changed it."
  ))
}
