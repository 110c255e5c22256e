# Attribute values that are no plain atomic vector: the attribute `<name>` is a text (JSON) of the
# value's structure, its atomic leaves are the attributes `<name>.1`, `<name>.2`, ... So the value
# travels with its owner by HDF5's own copy and move.
#
#   structure := null | {"leaf": n} | {"list": [structure, ...]} | {"list": [...], "names": n}

write_structure <- function(loc, path, name, value) {
  parts <- structure_parts(value)
  for (i in seq_along(parts$leaves)) cpp_attr_write(loc, path, leaf_name(name, i), parts$leaves[[i]])
  cpp_attr_write(loc, path, name, parts$text)
}

read_structure <- function(loc, path, name) {
  text <- cpp_attr_read(loc, path, name)$value
  parse_structure(text, function(i) cpp_attr_read(loc, path, leaf_name(name, i))$value)
}

delete_structure <- function(loc, path, name) {
  present <- cpp_attr_names(loc, path)
  own <- present == name | startsWith(present, paste0(name, ".")) & grepl("[.][0-9]+$", present)
  for (attribute in present[own]) cpp_attr_delete(loc, path, attribute)
}

leaf_name <- function(name, i) paste0(name, ".", i)

# The text of a value's structure and its leaves in order. A leaf is a plain atomic vector.
structure_parts <- function(value) {
  leaves <- list()
  leaf <- function(x) {
    leaves[[length(leaves) + 1L]] <<- x
    length(leaves)
  }
  text <- function(x) {
    if (is.null(x)) return("null")
    if (!is.list(x)) return(sprintf("{\"leaf\": %d}", leaf(x)))
    names <- if (!is.null(names(x))) sprintf(", \"names\": %d", leaf(names(x)))
    inside <- paste(vapply(unname(x), text, ""), collapse = ", ")
    paste0("{\"list\": [", inside, "]", names, "}")
  }
  list(text = text(value), leaves = leaves)
}

# The value that `text` describes; `leaf(n)` gives the n-th leaf.
parse_structure <- function(text, leaf) {
  tokens <- regmatches(text, gregexpr("null|\"[a-z]+\"|[0-9]+|[^[:space:]]", text))[[1L]]
  at <- 0L
  take <- function(expected = NULL) {
    at <<- at + 1L
    token <- if (at <= length(tokens)) tokens[[at]] else ""
    if (!is.null(expected) && token != expected) stop_structure(text)
    token
  }
  number <- function() {
    take(":")
    token <- take()
    if (!grepl("^[0-9]{1,9}$", token)) stop_structure(text)
    as.integer(token)
  }
  value <- function() {
    token <- take()
    if (token == "null") return(NULL)
    if (token != "{") stop_structure(text)
    field <- take()
    if (field == "\"leaf\"") {
      result <- leaf(number())
      take("}")
      return(result)
    }
    if (field != "\"list\"") stop_structure(text)
    named_list()
  }
  named_list <- function() {
    take(":")
    take("[")
    elements <- list()
    while (!identical(tokens[at + 1L], "]")) {
      if (length(elements)) take(",")
      elements[length(elements) + 1L] <- list(value())
    }
    take("]")
    token <- take()
    if (token == ",") {
      take("\"names\"")
      names(elements) <- leaf(number())
      token <- take()
    }
    if (token != "}") stop_structure(text)
    elements
  }
  result <- value()
  if (at != length(tokens)) stop_structure(text)
  result
}

stop_structure <- function(text) {
  stop_ch5mpy("corrupt", paste0(
    "The attribute text ", cut_text(quote_text(text), 60L), " does not describe a value; another program has changed it."
  ))
}
