# In which form an R object is stored (format.md of the documentation: each has a file of its own here).

storage_form <- function(x) {
  if (is.null(x)) return("null")
  if (is.object(x)) {
    if (!is.null(store_method(x))) return("method")
    if (is_reference_object(x)) return("reference")
    if (is_sparse_matrix(x)) return("sparse")
    if (isS4(x)) return(if (can_describe_s4(x)) "slots" else "serialized")
  }
  if (!has_plain_attributes(x)) return("serialized")
  switch(typeof(x),
    symbol = "symbol",
    language = , pairlist = , expression = "language",
    list = if (is_frame(x)) "frame" else "list",
    logical = , integer = , double = , complex = , character = , raw = if (is_factor(x)) "factor" else "atomic",
    "serialized"
  )
}

# Whether all attributes can be told by structure, and would be taken back when they are read.
has_plain_attributes <- function(x) {
  attributes <- lasting_attributes(x)
  if (is.null(attributes)) return(TRUE)
  attributes[c("names", "dim")] <- NULL
  if (!is.null(attributes[["class"]]) && !is.null(class_problem(x, attributes[["class"]]))) return(FALSE)
  all_describable(formula_named(attributes))
}

# The environment of a formula is replaced by one with a name when it is stored.
formula_named <- function(attributes) {
  if (is.environment(attributes[[".Environment"]])) attributes$.Environment <- NULL
  attributes
}

is_factor <- function(x) inherits(x, "factor") && is.null(dim(x)) && is.null(attributes(attr(x, "levels")))

is_frame <- function(x) inherits(x, "data.frame") && is.null(attr(x, "dim", exact = TRUE))

# How children of an object are stored: they have nothing beside them.
child_spec <- function(spec, ...) {
  list(order = spec$order, compression = spec$compression, element = TRUE, python_dtype = TRUE, ...)
}
