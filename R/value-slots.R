# S4 objects by their slots, reference objects (R5) by their fields.

is_reference_object <- function(x) isS4(x) && is(x, "envRefClass") && !is(x, "refObjectGenerator")

store_slots <- function(value, loc, path, spec) {
  slots <- object_slots(value)
  store_object("S4", class(value), class_package(value), slots, loc, path, spec)
}

store_fields <- function(value, loc, path, spec) {
  fields <- names(value$getRefClass()$fields())
  values <- lapply(structure(fields, names = fields), function(name) get(name, envir = as.environment(value)))
  store_object("R5", class(value), class_package(value), values, loc, path, spec)
}

# A group marked as an object with `parts` as its children.
store_object <- function(type, class, package, parts, loc, path, spec) {
  keys <- child_keys(parts)
  store_children(parts, keys, loc, path, child_spec(spec))
  if (length(parts) && !identical(keys, names(parts))) cpp_attr_write(loc, path, "__r_names__", names(parts))
  mark_object(loc, path, type, class, package)
}

mark_object <- function(loc, path, type, class, package) {
  cpp_attr_write(loc, path, "__r_type__", type)
  cpp_attr_write(loc, path, "__r_class__", as.character(class))
  if (nzchar(package)) cpp_attr_write(loc, path, "__r_package__", package)
  cpp_attr_write(loc, path, "__h5_type__", "r_object")
}

read_slots <- function(group, above) build_s4(object_class(group), read_parts(group, above), group@trust)

# The class's name and its package.
object_class <- function(group) {
  class <- own_mark(group, "class")
  package <- own_mark(group, "package")
  c(if (is_string(class)) class else stop_description("an object's class"), if (is_string(package)) package else "")
}

read_parts <- function(group, above) {
  keys <- ordered_keys(group)
  names <- own_mark(group, "names")
  if (!is.null(names)) keys <- element_key(seq_along(names))
  parts <- read_children(group, keys, above)
  names(parts) <- if (is.null(names)) keys else as.character(names)
  parts
}

# As `$copy()` of a reference object does: a new one, whose fields are then set.
read_fields <- function(group, above) {
  class <- object_class(group)
  known_class(class[1L], class[2L], group@trust)
  if (!group@trust) stop_untrusted("A reference object is made by its class's code")
  fields <- read_parts(group, above)
  object <- methods::new(structure(class[1L], package = class[2L]))
  known <- names(object$getRefClass()$fields())
  unknown <- setdiff(names(fields), known)
  if (length(unknown)) {
    stop_ch5mpy("unsupported", paste0("The class ", quote_text(class[1L]), " has no field ", quote_text(unknown[1L]), " here."))
  }
  for (name in names(fields)) object$field(name, fields[[name]])
  object
}
