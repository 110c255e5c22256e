# Nodes of a plan: plain lists that say what an array is, for C++ to compute block by block. Every node
# has `op`, `type` (R's type), `dim` (R's axis order, as doubles; the length for a vector) and `vector`
# (whether dim(x) is NULL). Fields that only R reads: `dtype` (what is stored, for printing), `keep`
# (see node_view), `deps` (see plan-version.R), `warn` (warnings known before work), `labels` (names or
# dimnames put on a computed array; FALSE for none), `labelled` (which arguments of a call lend theirs).

node_length <- function(node) prod(node$dim)

# The node of a whole stored dataset; `found` is what cpp_node_find() says of it, asked when not given.
dataset_node <- function(handle, found = NULL) {
  if (is.null(found)) found <- cpp_node_find(handle, "", FALSE)
  check_array_like(handle, found)
  shape <- as.double(found$shape)
  list(
    op = "dataset", type = found$rtype, dim = if (handle@order == "R") rev(shape) else shape,
    vector = length(shape) == 1L && !("__r_dim__" %in% cpp_attr_names(handle, "")),
    handle = handle, dtype = found$dtype, resized = changes_of(handle)[2L]
  )
}

# Only a dataset with dimensions and elements of a type that R has is an array.
check_array_like <- function(handle, found) {
  what <- if (found$kind != "dataset") {
    paste("a", found$kind)
  } else if (found$space == "null") {
    "an empty dataset without a shape"
  } else if (found$space == "scalar") {
    "a single value"
  } else if (is.na(found$rtype)) {
    paste0("a dataset that cannot be read (", found$why, ")")
  }
  if (is.null(what)) return(invisible())
  stop_ch5mpy("type", paste0(
    quote_text(handle@name), " in ", quote_text(path_text(handle)), " is ", what, ", not an array."
  ), path = path_text(handle), name = handle@name)
}

# The node as it is now: a whole dataset asks the file for its shape; a view or a computed array makes
# sure that what it was made from is still that.
node_refresh <- function(node) {
  if (node$op == "dataset") return(refresh_dataset(node))
  root <- node_root(node)
  if (root$op == "dataset") check_shape_unchanged(root) else check_unchanged(root$deps, root)
  node
}

refresh_dataset <- function(node) {
  resized <- changes_of(node$handle)[2L]
  if (resized != node$resized) return(dataset_node(node$handle))
  shape <- cpp_array_shape(node$handle)
  if (node$handle@order == "R" && length(shape) > 1L) shape <- rev(shape)
  node$dim <- shape
  node
}

# What a chain of views looks at.
node_root <- function(node) {
  while (node$op == "view") node <- node$x
  node
}

node_is_stored <- function(node) node_root(node)$op == "dataset"

# Notes on the datasets that a value made from `node` now would depend on.
node_deps <- function(node) {
  root <- node_root(node)
  if (root$op == "dataset") noted_change(root$handle) else root$deps
}

# A vector or array of R's as a node; its names or dimnames are the node's labels.
node_value <- function(x) {
  dim <- dim(x)
  labels <- if (is.null(dim)) { if (!is.null(names(x))) list(names(x)) } else dimnames(x)
  node <- list(
    op = "value", type = typeof(x), dim = as.double(if (is.null(dim)) length(x) else dim),
    vector = is.null(dim), value = as.vector(x)
  )
  if (!is.null(labels)) node$labels <- labels
  node
}

node_fill <- function(value, dim) {
  list(op = "fill", type = typeof(value), dim = as.double(dim), vector = length(dim) == 1L, value = value)
}

# `fun(n, ...)` gives n values; it is called on R's thread, for the elements in R's order.
node_random <- function(fun, args, type, dim) {
  list(op = "random", type = type, dim = as.double(dim), vector = length(dim) == 1L, fun = fun, args = args)
}

# Element i is that of `x` at (i - 1) modulo its length: R's recycling.
node_recycle <- function(x, dim, vector = FALSE) {
  list(op = "recycle", type = x$type, dim = dim, vector = vector, x = x, deps = node_deps(x), warn = x$warn)
}

node_cast <- function(x, type) {
  if (x$type == type) return(x)
  if (type == "character" && x$op == "value") return(replace(x, c("type", "value"), list(type, as.character(x$value))))
  if ("character" %in% c(x$type, type)) return(node_map(paste0("as.", type), list(x), type, x$dim, x$vector))
  list(op = "cast", type = type, dim = x$dim, vector = x$vector, x = x, deps = node_deps(x), warn = x$warn)
}

# A function of elements, by C++ (op call) or by R (op map). `args` all have the shape of the result, or
# one element; `params` are further arguments.
node_call <- function(fun, args, type, dim, vector, params = list(), labelled = seq_along(args), warn = NULL,
                      op = call_op(fun, args)) {
  deps <- NULL
  warnings <- NULL
  # asked once for its labels, or they would be asked for 2^n times of y <- y + y, n times over
  if (length(args) == 2L && length(labelled) == 2L && identical(args[[1L]], args[[2L]])) labelled <- labelled[1L]
  for (arg in args) {
    deps <- merge_notes(deps, node_deps(arg))
    if (!is.null(arg$warn)) warnings <- c(warnings, arg$warn)
  }
  list(
    op = op, type = type, dim = dim, vector = vector, fun = fun, args = args, params = params, deps = deps,
    labelled = labelled, warn = unique(c(warnings, warn))
  )
}

# Element i is made of the elements of `x` up to i, in R's order: cumsum and its kin. A vector, with the
# names of `x`.
node_scan <- function(fun, x, type) {
  x <- node_cast(x, type)
  list(
    op = "scan", type = type, dim = node_length(x), vector = TRUE, fun = fun, x = x, deps = node_deps(x), warn = x$warn
  )
}

# Notes on each dataset once for each state that it was seen in.
merge_notes <- function(a, b) {
  if (is.null(a)) return(b)
  if (is.null(b)) return(a)
  c(a, b[!names(b) %in% names(a)])
}

# A view: `index` selects on each axis of `x` (see array-index.R), `perm` rearranges the axes as aperm()
# does, and the elements are then laid out as `dim`. Where that only drops or adds axes of extent one,
# `keep` says for each axis of the result which of the rearranged axes it is (NA: an added one), and
# views of the view are merged into one; a reshape has keep NULL.
node_view <- function(x, index, perm, keep, dim, vector) {
  list(
    op = "view", type = x$type, dim = dim, vector = vector, x = x, index = index, perm = perm, keep = keep,
    dtype = x$dtype, warn = x$warn
  )
}

# The same elements in another shape.
node_reshape <- function(node, dim, vector) {
  if (is_reshape(node)) node <- node$x
  node_view(node, vector("list", length(node$dim)), NULL, NULL, dim, vector)
}

is_reshape <- function(node) {
  node$op == "view" && is.null(node$keep) && is.null(node$perm) && all(vapply(node$index, is.null, NA)) &&
    is.null(node[["labels"]])
}

# `node` with every whole dataset in it held to the shape it has now, for use across a resize.
node_pin <- function(node) {
  map_datasets(node, function(dataset) {
    index <- lapply(dataset$dim, function(n) list(from = 1, by = 1, n = n))
    node_view(dataset, index, NULL, seq_along(dataset$dim), dataset$dim, dataset$vector)
  })
}

# `node` with `change` done to each dataset in it.
map_datasets <- function(node, change) {
  if (node$op == "dataset") return(change(node))
  if (!is.null(node[["x"]])) node$x <- map_datasets(node$x, change)
  if (node$op %in% c("call", "map")) node$args <- lapply(node$args, map_datasets, change)
  node
}

# The nodes that a node is made of.
node_operands <- function(node) {
  operands <- c(if (node$op %in% c("call", "map")) node$args, list(node[["x"]]))
  operands[!vapply(operands, is.null, NA)]
}

# The handles of all datasets that a plan reads.
node_handles <- function(node) {
  if (node$op == "dataset") list(node$handle) else do.call(c, lapply(node_operands(node), node_handles))
}

# Whether a plan draws random numbers.
draws_numbers <- function(node) node$op == "random" || any(vapply(node_operands(node), draws_numbers, NA))
