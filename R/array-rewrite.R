# What HDF5 cannot change in a dataset (its stored type, a fixed shape, the width of its text) is changed
# by writing it anew, aside, and putting that in its place in one step; handles go on with the new one.

# Told before a dataset gets a new link under its old name, so that its key keeps its place. Methods:
# the value layer.
setGeneric("before_relink", function(handle) standardGeneric("before_relink"))

# The whole dataset of `node` written anew: growable, and of the stored type `type`.
rewrite_array <- function(node, type = stored_type(node)) {
  handle <- node$handle
  labels <- node_labels(node)
  stage <- cpp_stage_begin(handle)
  on.exit(cpp_stage_discard(stage))
  result <- cpp_plan_write(node, stage, "x", rewrite_spec(handle, type, length(node$dim)))
  before_relink(handle)
  cpp_stage_renew(stage, "x", handle)
  if (!is.null(labels)) put_dimnames(handle, labels)
  raise_plan_warnings(node, result$warnings)
}

# The name of the type that a dataset has. An R logical may become NA whatever it was stored as.
stored_type <- function(node) if (node$type == "logical") "logical" else if (node$type == "raw") "raw" else node$dtype

rewrite_spec <- function(handle, type, rank) {
  now <- cpp_node_describe(handle, "")
  chunk <- if (length(now$chunk) == rank) now$chunk
  list(
    order = handle@order, type = type, chunk = if (handle@order == "R") rev(chunk) else chunk, scalar = FALSE,
    compression = codec_of(now), maxdim = rep(Inf, rank), overwrite = TRUE,
    attributes = list(), python_dtype = TRUE
  )
}

# The compression of a described dataset, as the argument of that name.
codec_of <- function(described) {
  codec <- grep("^(gzip|zstd|lz4|lzf|blosc|szip|bzip2)", described$filters, value = TRUE)
  if (length(codec) > 0L) codec[1L] else "none"
}

# Gives a stored array other dims; one that HDF5 cannot extend is rewritten as a growable one.
resize_dataset <- function(node, dim) {
  tryCatch(
    cpp_array_resize(node$handle, dim),
    ch5mpy_error_unsupported = function(e) {
      rewrite_array(node)
      cpp_array_resize(node$handle, dim)
    }
  )
}

# Writes `values` into `target`. Text too long for the stored width, or that the stored type's way of
# spelling NA stands in the way of, makes the dataset wider first.
assign_values <- function(target, values, put = function() cpp_plan_assign(target, values)) {
  tryCatch(
    put(),
    ch5mpy_error_type = function(e) {
      root <- node_root(target)
      if (values$type != "character" || !grepl("^\\|?S[0-9]", root$dtype)) stop(e)
      widen_text(root, e$needed)
      put()
    }
  )
}

# Text of `width` bytes at least; of any width, as a null pointer can then be NA, where that does not do.
widen_text <- function(node, width) {
  if (is.null(width)) return(rewrite_array(node, "str"))
  tryCatch(rewrite_array(node, paste0("S", width)), ch5mpy_error_type = function(e) rewrite_array(node, "str"))
}
