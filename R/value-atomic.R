# Atomic vectors and arrays, NULL, and what is in a file already: each as one child of a group that is
# being built.

# Stores `value` as the new child `path` of the group `loc`, where nothing is yet; only called for what
# check_can_store() let through. With `spec$element` the child is an element of a list, whose group
# holds nothing else.
setGeneric("store_value", function(value, loc, path, spec) standardGeneric("store_value"))

setMethod("store_value", "ANY", function(value, loc, path, spec) {
  if (is.atomic(value) && is.null(attributes(value)) && !is.null(value)) return(cpp_value_write(loc, path, value, spec))
  switch(storage_form(value),
    null = store_null(loc, path),
    atomic = store_atomic(value, loc, path, spec),
    list = store_list(value, loc, path, spec),
    factor = store_factor(value, loc, path, spec),
    frame = store_frame(value, loc, path, spec),
    sparse = store_sparse(value, loc, path, spec),
    symbol = store_symbol(value, loc, path),
    language = store_language(value, loc, path, spec),
    slots = store_slots(value, loc, path, spec),
    reference = store_fields(value, loc, path, spec),
    method = store_by_method(value, loc, path, spec),
    serialized = store_serialized(value, loc, path, spec)
  )
})

setMethod("store_value", "H5Handle", function(value, loc, path, spec) {
  cpp_node_copy(value, "", loc, path)
  if (!is(value, "H5Opaque")) renew_labels(node_handle(loc, path))
})

setMethod("store_value", "H5DatasetHandle", function(value, loc, path, spec) {
  store_value(new_h5array(dataset_node(value)), loc, path, spec)
})

# An array of a file, or an expression over some, is streamed; a whole dataset is copied as it is stored.
setMethod("store_value", "H5Array", function(value, loc, path, spec) {
  node <- writable_plan(value)
  if (array_is_whole(value) && is_stored_so(node$handle, spec)) return(copy_dataset(node, loc, path, spec))
  spec <- array_spec(spec, if (!node$vector) node$dim)
  raise_plan_warnings(node, cpp_plan_write(node, loc, path, spec)$warnings)
  labels <- node_labels(node)
  if (!is.null(labels)) store_labels(loc, path, labels, spec$order, spec$element)
})

# Whether a dataset is stored as `spec` asks for, and holds its elements itself.
is_stored_so <- function(handle, spec) {
  if (has_shape_arguments(spec) || handle@order != spec$order) return(FALSE)
  now <- cpp_node_describe(handle, "")
  now$layout %in% c("chunked", "contiguous", "compact") && (spec$as_stored || codec_of(now) == spec$compression)
}

# A copy made by HDF5, which moves chunks as they are: of the same stored type, to the last bit.
copy_dataset <- function(node, loc, path, spec) {
  labels <- node_labels(node)
  cpp_node_copy(node$handle, "", loc, path)
  drop_labels(loc, path)
  if (!is.null(labels)) store_labels(loc, path, labels, spec$order, spec$element)
}

store_null <- function(loc, path) {
  cpp_value_write(loc, path, NULL, list(attributes = list(`__h5_type__` = "r_null")))
}

store_atomic <- function(value, loc, path, spec) {
  attributes <- attributes(value)
  dim <- attributes[["dim"]]
  spec <- array_spec(spec, dim)
  cpp_value_write(loc, path, value, spec)
  labels <- if (is.null(dim)) list(attributes[["names"]]) else attributes[["dimnames"]]
  if (!is.null(labels) && !identical(labels, list(NULL))) store_labels(loc, path, labels, spec$order, spec$element)
  write_own(loc, path, attributes[setdiff(names(attributes), c("dim", "dimnames", if (is.null(dim)) "names"))])
}

# With attributes it is no scalar; a 1-d array is told from a vector by a mark.
array_spec <- function(spec, dim) {
  if (is.null(spec$scalar)) spec$scalar <- FALSE
  if (length(dim) == 1L) spec$attributes <- c(spec$attributes, list(`__r_dim__` = as.integer(dim)))
  spec
}
