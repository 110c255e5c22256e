# A plan computed by base R in memory: small, slow and obvious. What C++ gives is compared with it.
# `stored(handle)` gives the elements of a dataset as R sees it.

reference_elements <- function(node, stored) {
  as.vector(reference_array(node, stored))
}

reference_array <- function(node, stored) {
  value <- switch(node$op,
    dataset = stored(node$handle),
    value = node$value,
    fill = rep(node$value, prod(node$dim)),
    random = do.call(node$fun, c(list(prod(node$dim)), node$args)),
    recycle = rep_len(reference_elements(node$x, stored), prod(node$dim)),
    cast = as.vector(reference_elements(node$x, stored), node$type),
    view = reference_view(reference_array(node$x, stored), node),
    call = do.call(node$fun, c(lapply(node$args, reference_elements, stored), node$params))
  )
  array(as.vector(value), node$dim)
}

reference_view <- function(x, node) {
  index <- lapply(seq_along(node$index), function(k) reference_positions(node$index[[k]], dim(x)[k]))
  picked <- do.call(`[`, c(list(x), index, list(drop = FALSE)))
  if (!is.null(node$perm)) picked <- aperm(picked, node$perm)
  picked
}

reference_positions <- function(entry, extent) {
  if (is.null(entry)) return(seq_len(extent))
  if (is.list(entry)) entry$from + (seq_len(entry$n) - 1) * entry$by else entry
}

# The array after `values` were assigned to the view `target` of a dataset that holds `x`.
reference_assign <- function(x, target, values) {
  positions <- array(seq_along(x), if (is.null(dim(x))) length(x) else dim(x))
  hit <- reference_elements(target, function(handle) positions)
  x[hit] <- values
  x
}
