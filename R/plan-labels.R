# Names and dimnames never reach C++: R finds them when an array is materialised, by what base R does
# with the attributes of the operands. Labels are a list with one entry (texts or NULL) for each axis,
# or NULL; a vector's names are list(names).

# The dimnames stored with a dataset, in R's axis order. Methods: the value layer.
setGeneric("read_dimnames", function(handle) standardGeneric("read_dimnames"))

# Stores them (NULL: takes them away).
setGeneric("write_dimnames", function(handle, value) standardGeneric("write_dimnames"))

# Which datasets were found without labels, by opening and object: most are, and each x[1] would ask.
# write_dimnames() on them is only called by put_dimnames(), which forgets.
unlabelled <- new.env(parent = emptyenv())
unlabelled_max <- 10000L
# The one that was asked for last.
recent <- new.env(parent = emptyenv())

dataset_labels <- function(handle) {
  key <- opening_key(handle)
  if (!is.null(unlabelled[[key]])) return(NULL)
  labels <- read_dimnames(handle)
  if (is.null(labels)) {
    if (length(unlabelled) >= unlabelled_max) forget_unlabelled()
    unlabelled[[key]] <- TRUE
  }
  labels
}

opening_key <- function(handle) paste(handle@session, handle@lease, handle@object)

# Whether a dataset has no labels; quick where the same one is asked for again.
is_unlabelled <- function(handle) {
  known <- recent$handle
  if (!is.null(known) && known@object == handle@object && known@lease == handle@lease && known@session == handle@session) {
    return(TRUE)
  }
  none <- is.null(dataset_labels(handle))
  if (none) recent$handle <- handle
  none
}

put_dimnames <- function(handle, value) {
  force(value)
  forget_unlabelled()
  write_dimnames(handle, value)
  # a computed array has the labels of what it was computed from, as they were
  bump_content(handle)
}

forget_unlabelled <- function() {
  rm(list = names(unlabelled), envir = unlabelled)
  recent$handle <- NULL
}

node_labels <- function(node) {
  own <- node[["labels"]]
  if (!is.null(own)) return(if (!isFALSE(own)) own)
  switch(node$op,
    dataset = dataset_labels(node$handle),
    view = view_labels(node),
    call = ,
    map = call_labels(node),
    scan = if (length(node$x$dim) == 1L) vector_labels(node$x),
    cast = node_labels(node$x)
  )
}

# Base's rule for elementwise functions: the first operand of the result's shape that has any.
call_labels <- function(node) {
  for (k in node$labelled) {
    labels <- node_labels(node$args[[k]])
    if (!is.null(labels)) return(labels)
  }
}

# The names that a vector or a 1-d array has.
vector_labels <- function(node) {
  names <- node_labels(node)[[1L]]
  if (!is.null(names)) list(names)
}

view_labels <- function(node) {
  if (is.null(node$keep)) return(NULL)
  labels <- node_labels(node$x)
  if (is.null(labels)) return(NULL)
  perm <- node$perm
  axes <- if (is.null(perm)) node$keep else perm[node$keep]
  # where base drops axes it drops empty labels too
  dropped <- sum(!is.na(axes)) < length(node$index)
  picked <- vector("list", length(axes))
  for (k in which(!is.na(axes))) {
    axis <- axes[k]
    chosen <- entry_labels(labels[[axis]], node$index[[axis]])
    if (length(chosen) > 0L || (node$vector && !dropped)) picked[k] <- list(chosen)
  }
  if (dropped && all(vapply(picked, is.null, NA))) return(NULL)
  if (!node$vector && !is.null(names(labels))) names(picked) <- axis_names(names(labels), axes)
  picked
}

axis_names <- function(names, axes) {
  found <- names[axes]
  found[is.na(found)] <- ""
  found
}

entry_labels <- function(labels, entry) {
  if (is.null(labels) || is.null(entry)) return(labels)
  labels[entry_values(entry, length(labels))]
}

# Labels on a materialised value; only then is it an array.
set_labels <- function(value, node, labels) {
  if (node$vector) {
    if (!is.null(labels)) names(value) <- labels[[1L]]
    return(value)
  }
  dim(value) <- node$dim
  if (!is.null(labels)) dimnames(value) <- labels
  value
}

# What base says about a list of dimnames that does not fit an array of `dim`; the list, tidied.
check_labels <- function(labels, dim) {
  if (is.null(labels)) return(NULL)
  proxy <- tryCatch(
    checked_dimnames(labels, dim),
    error = function(e) stop_ch5mpy("argument", conditionMessage(e))
  )
  if (length(proxy) == 0L || all(vapply(proxy, is.null, NA))) NULL else proxy
}

checked_dimnames <- function(labels, dim) {
  if (!is.list(labels)) stop("'dimnames' must be a list")
  if (length(labels) > length(dim)) {
    stop(sprintf("length of 'dimnames' [%d] must match that of 'dims' [%d]", length(labels), length(dim)))
  }
  for (k in seq_along(labels)) {
    given <- labels[[k]]
    if (length(given) == 0L) {
      labels[k] <- list(NULL)
    } else if (length(given) != dim[k]) {
      stop(sprintf("length of 'dimnames' [%d] not equal to array extent", k))
    } else {
      labels[[k]] <- as.character(given)
    }
  }
  c(labels, vector("list", length(dim) - length(labels)))
}
