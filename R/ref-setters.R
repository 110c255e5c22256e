# Setting attributes that a file holds on values in memory: those that R's own code relies on (dim,
# names, levels, row.names, class, ...) only where they are what R itself would make.

set_attributes <- function(value, attributes) {
  order <- c("dim", "names", "dimnames", "levels", "row.names", "tsp")
  names <- names(attributes)
  for (name in c(intersect(order, names), setdiff(names, c(order, "class")), intersect("class", names))) {
    value <- set_checked(value, name, attributes[[name]])
  }
  value
}

set_checked <- function(value, name, attribute) {
  if (is.null(attribute)) return(value)
  problem <- attribute_problem(value, name, attribute)
  if (is.null(problem)) {
    problem <- tryCatch({
      attr(value, name) <- attribute
      return(value)
    }, error = conditionMessage)
  }
  stop_ch5mpy("corrupt", paste0("The attribute ", quote_text(name), " cannot be set on what the file holds: ", problem, "."))
}

# What is wrong with an attribute, beyond what `attr<-` finds itself.
attribute_problem <- function(value, name, attribute) {
  n <- length(bare_value(value))
  switch(name,
    names = if (!is.character(attribute) || length(attribute) != n) paste(n, "names are needed"),
    dim = if (!is.numeric(attribute) || anyNA(attribute) || any(attribute < 0)) "it is no shape",
    class = if (!is.character(attribute) || anyNA(attribute) || !length(attribute)) "it is no class" else class_problem(value, attribute)
  )
}

# Why a value cannot be of a class that R's own code takes the form of for granted; NULL where it can.
class_problem <- function(value, class) {
  for (name in intersect(class, names(class_forms))) {
    if (!class_forms[[name]](value)) return(paste("it has not the form of class", quote_text(name)))
  }
  NULL
}

class_forms <- list(
  factor = function(x) is_factor_like(x, attr(x, "levels", exact = TRUE)),
  data.frame = function(x) is_frame_like(x, attr(x, "names", exact = TRUE), attr(x, "row.names", exact = TRUE)),
  Date = function(x) is.numeric(bare_value(x)),
  POSIXct = function(x) is.numeric(bare_value(x)),
  difftime = function(x) is.numeric(bare_value(x)),
  integer64 = function(x) is.double(x),
  POSIXlt = function(x) is.list(x) && length(bare_value(x)) >= 9L && all(vapply(bare_value(x), is.atomic, NA)),
  numeric_version = function(x) is.list(x) && all(vapply(bare_value(x), is.integer, NA)),
  ts = function(x) is.numeric(attr(x, "tsp", exact = TRUE)),
  table = function(x) is.atomic(bare_value(x)),
  `function` = function(x) FALSE,
  environment = function(x) FALSE
)

is_factor_like <- function(x, levels) {
  if (typeof(x) != "integer" || !is.character(levels) || anyDuplicated(levels)) return(FALSE)
  codes <- bare_value(x)
  all(codes >= 1L & codes <= length(levels), na.rm = TRUE)
}

is_frame_like <- function(x, names, row_names) {
  if (!is.list(x) || !is.character(names) || length(names) != length(bare_value(x))) return(FALSE)
  if (!is.integer(row_names) && !is.character(row_names)) return(FALSE)
  !anyDuplicated(row_names) && all(vapply(bare_value(x), NROW, 0L) == length(row_names))
}
