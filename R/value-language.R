# Symbols, calls, formulas, pairlists and expressions: a symbol is a text that says so, the others are
# lists of their parts. Nothing is evaluated when they are rebuilt.

store_symbol <- function(value, loc, path) {
  spec <- list(order = "R", compression = "none", scalar = TRUE, type = "str", attributes = list(`__r_type__` = "symbol"))
  cpp_value_write(loc, path, as.character(value), spec)
}

store_language <- function(value, loc, path, spec) {
  own <- lasting_attributes(value)
  own$names <- NULL
  names <- language_names(value)
  parts <- language_parts(value)
  store_children(parts, element_key(seq_along(parts)), loc, path, child_spec(spec))
  write_own(loc, path, own)
  type <- typeof(value)
  if (!is.null(names)) cpp_attr_write(loc, path, "__r_names__", names)
  cpp_attr_write(loc, path, "__r_type__", if (type == "language") "call" else type)
  cpp_attr_write(loc, path, "__h5_type__", "list")
}

# A list in the file that stands for something else: a call, ..., a list with a dim or a class.
read_list_object <- function(group, count, above) {
  parts <- read_children(group, element_key(seq_len(count)), above)
  names(parts) <- element_names(group, count)
  kind <- own_mark(group, "type")
  if (is.null(kind)) kind <- "list"
  set_attributes(assemble(kind, parts), read_own(group))
}
