# Classes that say themselves how they are stored.

#' Storing objects of your own classes
#'
#' An S4, R5 or S3 object is stored by its structure: its slots, fields or elements. A class that knows
#' better has a method of `h5_store()`, which puts what is needed into a new, empty dict, and one of
#' `h5_restore()`, which makes the object again. They are used wherever an object of the class is stored
#' or read, also inside lists and data frames.
#'
#' A method of `h5_store()` that fails leaves nothing behind, and the error is the one it raised. A
#' method of `h5_restore()` runs only for a file that is trusted (see [H5File()]): for any other the
#' object is an [H5Opaque], as it is where there is no method.
#'
#' @param object An object of your class.
#' @param dict For `h5_store()` an empty [H5Dict()] in the file. For `h5_restore()` what was put there:
#'   `dict$v` gives values in memory, as [h5_read()] does; `H5Dict(dict)` is the lazy dict.
#' @param prototype An uninitialised object of the class that was stored; for an S3 class registered
#'   with `setOldClass()` an empty list of that class.
#' @return `h5_store()`: its value is not used. `h5_restore()`: the object.
#' @examples
#' setClass("Celsius", representation(degrees = "numeric"))
#' setMethod("h5_store", "Celsius", function(object, dict) dict$kelvin <- object@degrees + 273.15)
#' setMethod("h5_restore", "Celsius", function(prototype, dict) new("Celsius", degrees = dict$kelvin - 273.15))
#' d <- H5Dict(tempfile(fileext = ".h5"), mode = "w")
#' d$t <- new("Celsius", degrees = 20)
#' d$t@@degrees
#' @export
setGeneric("h5_store", function(object, dict) standardGeneric("h5_store"), signature = "object")

#' @rdname h5_store
#' @export
setGeneric("h5_restore", function(prototype, dict) standardGeneric("h5_restore"), signature = "prototype")

# What h5_restore() is given: a dict whose values come in memory.
#' @exportClass H5Contents
setClass("H5Contents", contains = "H5Handle")

contents_value <- function(x, key) {
  found <- cpp_node_find(x, key, TRUE)
  if (!is.null(found)) read_value(x, found)
}

#' @rdname h5_store
#' @param x,name,i The contents, and a key in them.
#' @aliases H5Contents-class names,H5Contents-method length,H5Contents-method
#' @export
setMethod("$", "H5Contents", function(x, name) contents_value(x, name))

#' @rdname h5_store
#' @param j,... Not used.
#' @export
setMethod("[[", "H5Contents", function(x, i, j, ...) {
  key <- if (is.character(i)) check_path(i, "i") else names(x)[i]
  if (is.na(key) || !cpp_node_exists(x, key)) stop_absent(x, paste(i))
  contents_value(x, key)
})

setMethod("names", "H5Contents", function(x) ordered_keys(x))

setMethod("length", "H5Contents", function(x) length(ordered_keys(x)))

#' @export
as.list.H5Contents <- function(x, ...) lapply(structure(names(x), names = names(x)), contents_value, x = x)

# The method of h5_store() for an object: that of its first class that has one; NULL without.
store_method <- function(x) own_method("h5_store", class(x))

own_method <- function(generic, classes) {
  if (length(methods::getMethodsForDispatch(methods::getGeneric(generic))) == 0L) return(NULL)
  for (class in classes) {
    if (methods::hasMethod(generic, class)) return(methods::selectMethod(generic, class))
  }
  NULL
}

# A method sees an H5Dict over the group that is being made aside.
store_by_method <- function(value, loc, path, spec) {
  cpp_node_create_group(loc, path)
  method <- store_method(value)
  method(value, new_handle("H5Dict", loc, node_handle(loc, path)@name, node_handle(loc, path)@object))
  mark_object(loc, path, "method", class(value), class_package(value))
}

read_by_method <- function(group) {
  classes <- own_mark(group, "class")
  if (!is.character(classes)) stop_description("an object's class")
  method <- own_method("h5_restore", classes)
  if (is.null(method)) {
    stop_ch5mpy("unsupported", paste0("The class ", quote_text(classes[1L]), " has no method of h5_restore() in this session."))
  }
  if (!group@trust) stop_untrusted("An object is made by its class's method of h5_restore()")
  method(object_prototype(classes, own_mark(group, "package")), new_handle("H5Contents", group, group@name, group@object))
}

# An object of the class before anything is in it.
object_prototype <- function(classes, package) {
  definition <- methods::getClassDef(classes[1L], where = globalenv())
  old <- is.null(definition) || methods::extends(classes[1L], "oldClass")
  if (old) return(structure(list(), class = classes))
  prototype <- definition@prototype
  if (methods::isVirtualClass(classes[1L])) return(structure(list(), class = classes))
  attr(prototype, "class") <- definition@className
  asS4(prototype)
}
