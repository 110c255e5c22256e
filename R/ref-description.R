# R values that are no plain atomic vectors as nodes of a structure (ref-structure.R), and back. Building
# a value evaluates nothing: calls are made of their parts, attributes go through checked setters, and
# an environment is one of those that have a name.

# Whether a value can be told by its structure: no code, no state, no environment of its own.
can_describe <- function(x) {
  if (isS4(x)) return(can_describe_s4(x))
  known <- switch(typeof(x),
    `NULL` = , symbol = , externalptr = TRUE,
    environment = !is.na(environment_label(x)),
    logical = , integer = , double = , complex = , raw = TRUE,
    character = !any(Encoding(x) == "bytes"),
    list = all_describable(bare_value(x)),
    expression = , pairlist = , language = all_describable(language_parts(x)),
    FALSE
  )
  known && (typeof(x) %in% c("environment", "symbol") || all_describable(lasting_attributes(x)))
}

all_describable <- function(parts) {
  for (i in seq_along(parts)) if (!is_empty_symbol(parts[[i]]) && !can_describe(parts[[i]])) return(FALSE)
  TRUE
}

# An object in slots of its own, not one that is a function or an environment underneath.
can_describe_s4 <- function(x) {
  typeof(x) %in% c("S4", "logical", "integer", "double", "complex", "character", "raw", "list") &&
    is.null(attr(x, ".xData", exact = TRUE)) && all_describable(attributes(x))
}

# All but the text that a call or an expression was parsed from.
lasting_attributes <- function(x) {
  attributes <- attributes(x)
  if (typeof(x) %in% c("language", "expression")) attributes[c("srcref", "srcfile", "wholeSrcref")] <- NULL
  attributes
}

# The elements of a call, an expression or a pairlist, without names; those of `function(x) x` without its
# source text.
language_parts <- function(x) {
  parts <- unname(as.list(bare_value(x)))
  if (typeof(x) == "language" && length(parts) == 4L && identical(parts[[1L]], quote(`function`))) parts[4L] <- list(NULL)
  parts
}

language_names <- function(x) {
  names <- if (typeof(x) == "language") attr(x, "names", exact = TRUE) else attributes(x)[["names"]]
  if (!is.null(names)) names[seq_along(language_parts(x))]
}

# What stands between commas in `x[, 1]`.
is_empty_symbol <- function(x) is.symbol(x) && !nzchar(as.character(x))

# A value without its attributes.
bare_value <- function(x) {
  attributes(x) <- NULL
  x
}

describe_value <- function(x) {
  if (is.null(x)) return(NULL)
  if (isS4(x)) return(describe_s4(x))
  type <- typeof(x)
  if (type == "symbol") return(list(kind = "symbol", value = as.character(x)))
  if (type == "environment") return(list(kind = "environment", value = environment_label(x)))
  if (type == "externalptr") return(list(kind = "pointer", value = TRUE))
  attributes <- describe_attributes(lasting_attributes(x))
  if (type %in% c("expression", "pairlist", "language")) {
    kind <- if (type == "language") "call" else type
    return(list(kind = kind, items = lapply(language_parts(x), describe_value), names = language_names(x), attributes = attributes))
  }
  names <- attributes(x)[["names"]]
  if (type == "list") return(list(kind = type, items = lapply(bare_value(x), describe_value), names = names, attributes = attributes))
  list(kind = "leaf", value = bare_value(x), names = names, attributes = attributes)
}

describe_attributes <- function(attributes) {
  attributes$names <- NULL
  for (name in names(attributes)) {
    attributes[name] <- list(describe_value(name_environment(attributes[[name]], name)))
  }
  attributes
}

# A data part, where there is one, is slot ".Data".
describe_s4 <- function(x) {
  slots <- object_slots(x)
  list(kind = "s4", value = c(class(x), class_package(x)), attributes = lapply(slots, describe_value))
}

class_package <- function(x) {
  package <- attr(class(x), "package")
  if (is.null(package)) "" else package
}

# All that an S4 object consists of, by name.
object_slots <- function(x) {
  slots <- attributes(x)
  slots$class <- NULL
  for (name in names(slots)) slots[name] <- list(slot_value(slots[[name]]))
  if (typeof(x) != "S4") slots <- c(list(.Data = bare_data(x)), slots)
  slots
}

# R keeps a slot that is NULL as this symbol.
slot_value <- function(value) if (is.symbol(value) && identical(as.character(value), "\001NULL\001")) NULL else value

bare_data <- function(x) {
  attributes(x) <- NULL
  asS4(x, FALSE)
}

# ---- Environments ----

# The name of an environment that every session has; NA of any other.
environment_label <- function(env) {
  if (identical(env, globalenv())) return("global")
  if (identical(env, baseenv())) return("base")
  if (identical(env, emptyenv())) return("empty")
  if (isNamespace(env)) return(paste0("namespace:", getNamespaceName(env)))
  NA_character_
}

# The environment of a formula that no other session has becomes the global one.
name_environment <- function(value, attribute) {
  if (attribute != ".Environment" || !is.environment(value) || !is.na(environment_label(value))) return(value)
  warn_ch5mpy("The environment of a formula cannot be stored; it will be the global environment.")
  globalenv()
}

# A namespace is not loaded for the sake of a file.
named_environment <- function(label) {
  if (!is_string(label)) stop_description("an environment")
  if (label == "global") return(globalenv())
  if (label == "base") return(baseenv())
  if (label == "empty") return(emptyenv())
  package <- sub("^namespace:", "", label)
  if (package == label) stop_description("an environment")
  if (isNamespaceLoaded(package)) return(asNamespace(package))
  warn_ch5mpy(paste0("The package ", quote_text(package), " is not loaded; its environment becomes the global one."))
  globalenv()
}

# ---- Building ----

# The value that a node stands for. `trust`: whether classes may check what is built of them.
build_value <- function(node, trust) {
  if (is.null(node)) return(NULL)
  attributes <- lapply(node$attributes, build_value, trust = trust)
  switch(node$kind,
    symbol = return(build_symbol(node$value)),
    environment = return(named_environment(node$value)),
    pointer = return(methods::new("externalptr")),
    s4 = return(build_s4(node$value, attributes, trust))
  )
  value <- if (node$kind == "leaf") node$value else build_parts(node, trust)
  if (!is.null(node$names)) value <- set_checked(value, "names", node$names)
  set_attributes(value, attributes)
}

build_parts <- function(node, trust) {
  parts <- vector("list", length(node$items))
  for (i in seq_along(parts)) parts[i] <- list(build_value(node$items[[i]], trust))
  if (!is.null(node$names)) parts <- set_checked(parts, "names", node$names)
  assemble(node$kind, parts)
}

# A value of a kind from its parts, in a list.
assemble <- function(kind, parts) {
  switch(kind,
    list = parts,
    expression = as.vector(parts, "expression"),
    pairlist = as.pairlist(parts),
    call = if (length(parts)) as.call(parts) else stop_description("a call"),
    stop_description(quote_text(kind))
  )
}

build_symbol <- function(name) {
  if (!is_string(name)) stop_description("a symbol")
  if (nzchar(name)) as.name(name) else quote(expr = )
}

stop_description <- function(what) {
  stop_ch5mpy("corrupt", paste0("What the file tells of ", what, " is not of the form that this package writes."))
}

# An S4 object from its slots. The class must be known, and finds the object valid.
build_s4 <- function(class, slots, trust) {
  if (!is.character(class) || length(class) != 2L || anyNA(class)) stop_description("an object's class")
  definition <- known_class(class[1L], class[2L], trust)
  unknown <- setdiff(names(slots), c(methods::slotNames(definition), ".Data", "names", "dim", "dimnames"))
  if (length(unknown)) {
    stop_ch5mpy("unsupported", paste0("The class ", quote_text(class[1L]), " has no slot ", quote_text(unknown[1L]), " here."))
  }
  object <- if (is.null(slots[[".Data"]])) definition@prototype else slots[[".Data"]]
  slots$.Data <- NULL
  object <- asS4(object)
  first <- intersect(c("names", "dim", "dimnames"), names(slots))
  for (name in first) object <- set_checked(object, name, slots[[name]])
  attr(object, "class") <- definition@className
  for (name in setdiff(names(slots), first)) methods::slot(object, name, check = FALSE) <- slots[[name]]
  problem <- tryCatch(methods::validObject(object, test = TRUE), error = conditionMessage)
  if (!isTRUE(problem)) {
    stop_ch5mpy("corrupt", paste0("What the file holds is no valid object of class ", quote_text(class[1L]), ": ", problem[1L], "."))
  }
  object
}

# Packages whose classes check objects with no more than their own code, and that may be loaded for it.
harmless_packages <- c("Matrix", "methods", "bit64")

# The definition of a class. Without trust no package is loaded for a file, and none of a class's own code is
# run: a class whose slots R itself can check is enough.
known_class <- function(class, package, trust) {
  trust <- trust || package %in% harmless_packages
  global <- package %in% c("", ".GlobalEnv")
  if (!global && !isNamespaceLoaded(package)) {
    if (!trust) stop_class_code(class, paste("would be rebuilt by the package", quote_text(package), "(which is not loaded)"))
    if (!requireNamespace(package, quietly = TRUE)) stop_no_class(class, package)
  }
  definition <- methods::getClassDef(class, where = if (global) globalenv() else asNamespace(package), package = package)
  if (is.null(definition) || methods::isVirtualClass(class, definition)) stop_no_class(class, package)
  if (!trust && has_validity(definition)) stop_class_code(class, "is checked by its class's code")
  definition
}

# Whether validObject() would run a function of the class, or of one that it extends.
has_validity <- function(definition) {
  above <- lapply(names(definition@contains), methods::getClassDef)
  any(vapply(c(list(definition), above), function(class) !is.null(class) && is.function(class@validity), NA))
}

stop_class_code <- function(class, what) {
  stop_ch5mpy("untrusted", paste0(
    "An object of class ", quote_text(class), " ", what, "; say trust = TRUE for a file whose maker you trust."
  ))
}

stop_no_class <- function(class, package) {
  stop_ch5mpy("unsupported", paste0(
    "The class ", quote_text(class), if (nzchar(package)) paste(" of", quote_text(package)), " is not known in this session."
  ))
}
