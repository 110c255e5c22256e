# Names and dimnames of stored arrays. Beside the dataset `x` stands the group `.x_dimnames`, whose
# members "1", "2", ... are dimension scales (HDF5Array's convention: member "j" has the names of
# dimension j as R sees the array under order = "R", and is attached at HDF5 axis j). An element of a
# list, whose group holds elements only, carries them in its attribute `__r_dimnames__`.

# The dimnames of a stored array (for a vector a list of its names), in R's axis order; NULL without.
# Names whose number is not the dimension's extent (any more) are left out.
setMethod("read_dimnames", "H5Handle", function(handle) {
  shape <- rev(cpp_array_shape(handle))
  if (length(shape) == 0L) return(NULL)
  labels <- read_scales(handle, length(shape))
  if (is.null(labels)) return(NULL)
  for (axis in seq_along(shape)) {
    if (!is.null(labels[[axis]]) && length(labels[[axis]]) != shape[axis]) labels[axis] <- list(NULL)
  }
  if (is.null(names(labels)) && all(vapply(labels, is.null, NA))) return(NULL)
  if (handle@order == "C") rev(labels) else labels
})

# Stores them; NULL takes them away. Scales are made aside, and stand in the place of the old ones when
# they are complete.
setMethod("write_dimnames", "H5Handle", function(handle, value) {
  group <- group_above(handle)
  if (identical(cpp_node_find(group, "", FALSE)$mark, "list")) {
    drop_labels(handle, "")
    if (!is.null(value)) store_labels(handle, "", value, handle@order, TRUE)
    return(invisible())
  }
  key <- labels_key(sub("^.*/", "", cpp_node_locate(handle)$name))
  if (handle@order == "C") value <- rev(value)
  stage <- cpp_stage_begin(handle)
  on.exit(cpp_stage_discard(stage))
  scaled <- store_scales(stage, "scales", value)
  drop_labels(handle, "")
  gone <- !scaled && cpp_node_exists(group, key)
  if (scaled || gone) cpp_stage_commit(stage, if (scaled) "scales" else NA_character_, group, key, TRUE)
  if (!is.null(names(value))) cpp_attr_write(handle, "", "__r_dimnames_names__", names(value))
  if (scaled) attach_labels(group, sub("^.*/", "", cpp_node_locate(handle)$name))
})

label_attributes <- c("DIMENSION_LIST", "DIMENSION_LABELS", "__r_dimnames_names__")

# Takes away what a dataset says of its labels.
drop_labels <- function(loc, path) {
  for (attribute in intersect(cpp_attr_names(loc, path), label_attributes)) cpp_attr_delete(loc, path, attribute)
  if ("__r_dimnames__" %in% cpp_attr_names(loc, path)) drop_attribute(loc, path, "__r_dimnames__")
}

# The dimension scales of netCDF4 and others, where they are texts.
foreign_scales <- function(handle, rank) {
  targets <- tryCatch(cpp_record_read(handle, "", "DIMENSION_LIST")$value$value, ch5mpy_error = function(e) list())
  if (length(targets) != rank) return(NULL)
  labels <- lapply(rev(targets), function(target) scale_texts(handle, target$value))
  if (!all(vapply(labels, is.null, NA))) labels
}

scale_texts <- function(handle, target) {
  if (length(target) == 0L || !nzchar(target[1L])) return(NULL)
  found <- cpp_node_find(handle, target[1L], FALSE)
  if (identical(found$rtype, "character") && length(found$shape) == 1L) cpp_value_read(handle, target[1L])$value
}

# As they are in the file, under order = "R".
read_scales <- function(handle, rank) {
  attributes <- cpp_attr_names(handle, "")
  if ("__r_dimnames__" %in% attributes) return(get_attribute(handle, "", "__r_dimnames__"))
  beside <- labels_beside(handle)
  if (is.null(beside) && "DIMENSION_LIST" %in% attributes) return(foreign_scales(handle, rank))
  named <- "__r_dimnames_names__" %in% attributes
  if (is.null(beside) && !named) return(NULL)
  labels <- vector("list", rank)
  for (axis in if (!is.null(beside)) seq_len(rank)) {
    member <- paste0(beside$key, "/", axis)
    if (cpp_node_exists(beside$group, member)) {
      labels[[axis]] <- as.character(cpp_value_read(beside$group, member)$value)
    }
  }
  if (named) names(labels) <- cpp_attr_read(handle, "", "__r_dimnames_names__")$value
  labels
}

# Gives the new dataset at `path` below `loc` the dimnames `labels` (a list, NULL where a dimension
# has none). `element`: it is an element of a list.
store_labels <- function(loc, path, labels, order, element) {
  if (order == "C") labels <- rev(labels)
  if (element) return(put_attribute(loc, path, "__r_dimnames__", labels))
  if (!is.null(names(labels))) cpp_attr_write(loc, path, "__r_dimnames_names__", names(labels))
  if (store_scales(loc, labels_name(path), labels)) attach_labels(loc, path)
}

# Makes the group of the scales, in the file's order; FALSE where there are none to make.
store_scales <- function(loc, group, labels) {
  axes <- which(!vapply(labels, is.null, NA))
  if (length(axes) == 0L) return(FALSE)
  cpp_node_create_group(loc, group)
  spec <- list(order = "R", compression = "none", scalar = FALSE, python_dtype = FALSE, element = FALSE)
  for (axis in axes) cpp_value_write(loc, paste0(group, "/", axis), as.character(labels[[axis]]), spec)
  TRUE
}
