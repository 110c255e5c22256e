# Where the names and dimnames of a stored array are: in the group `.x_dimnames` beside the dataset `x`,
# which is deleted, moved, copied and replaced with it and hidden from the keys of a dict.

labels_key <- function(key) sprintf(".%s_dimnames", key)

# The name of the labels' group beside the object called `name`.
labels_name <- function(name) {
  key <- sub("^.*/", "", name)
  paste0(substr(name, 1L, nchar(name) - nchar(key)), labels_key(key))
}

is_labels_key <- function(keys) startsWith(keys, ".") & endsWith(keys, "_dimnames")

# Keys without the labels of their neighbours.
visible_keys <- function(keys) {
  labels <- is_labels_key(keys)
  if (!any(labels)) return(keys)
  owners <- substr(keys, 2L, nchar(keys) - nchar("_dimnames"))
  keys[!(labels & owners %in% keys)]
}

# Which of the `paths` below `loc`, and of the labels beside them, are there.
with_labels <- function(loc, paths) {
  all <- c(paths, labels_name(paths))
  all[vapply(all, function(path) cpp_node_exists(loc, path), NA)]
}

# Removes what is at `paths` below the group `loc`, labels included, in one step.
remove_paths <- function(loc, paths) {
  gone <- with_labels(loc, paths)
  if (length(gone) == 1L) cpp_node_delete(loc, gone)
  if (length(gone) > 1L) commit_removal(loc, gone)
}

commit_removal <- function(loc, gone) {
  stage <- cpp_stage_begin(loc)
  on.exit(cpp_stage_discard(stage))
  cpp_stage_commit(stage, rep(NA_character_, length(gone)), loc, gone, TRUE)
}

# A thing and its labels under another name in the same file. `from` and `to` are paths below `loc`.
move_path <- function(loc, from, to) {
  cpp_node_move(loc, from, loc, to)
  labels <- labels_name(from)
  if (cpp_node_exists(loc, labels)) cpp_node_move(loc, labels, loc, labels_name(to))
}

# A copy of the thing `source` at `path` below `target`, where nothing is yet; with its labels.
copy_labelled <- function(source, target, path) {
  beside <- labels_beside(source)
  stage <- cpp_stage_begin(target)
  on.exit(cpp_stage_discard(stage))
  from <- c("x", if (!is.null(beside)) labels_key("x"))
  to <- c(path, if (!is.null(beside)) labels_name(path))
  cpp_node_copy(source, "", stage, "x")
  if (!is.null(beside)) cpp_node_copy(beside$group, beside$key, stage, labels_key("x"))
  renew_labels(stage)
  cpp_stage_commit(stage, from, target, to, FALSE)
}

# HDF5's copies of datasets and of their scales refer to the originals: in `group`, which holds copies,
# and below it, they are made to refer to each other.
renew_labels <- function(group) {
  waiting <- entered <- list(group)
  while (length(waiting) > 0L) {
    group <- waiting[[1L]]
    waiting <- waiting[-1L]
    keys <- cpp_node_names(group, "")
    for (key in keys[labels_key(keys) %in% keys]) renew_scales(group, key)
    for (key in keys[!is_labels_key(keys)]) {
      node <- cpp_node_describe(group, key)
      if (node$kind != "group") next
      below <- node_handle(group, key)
      if (node$links > 1 && any(vapply(entered, function(other) cpp_node_same(below, other), NA))) next
      if (node$links > 1) entered[[length(entered) + 1L]] <- below
      waiting[[length(waiting) + 1L]] <- below
    }
  }
}

renew_scales <- function(group, key) {
  drop <- function(path, attribute) {
    if (attribute %in% cpp_attr_names(group, path)) cpp_attr_delete(group, path, attribute)
  }
  drop(key, "DIMENSION_LIST")
  for (axis in cpp_node_names(group, labels_key(key))) drop(paste0(labels_key(key), "/", axis), "REFERENCE_LIST")
  attach_labels(group, key)
}

# Makes the labels beside the dataset at `path` below `loc` its dimension scales.
attach_labels <- function(loc, path) {
  group <- labels_name(path)
  titled <- "__r_dimnames_names__" %in% cpp_attr_names(loc, path)
  titles <- if (titled) cpp_attr_read(loc, path, "__r_dimnames_names__")$value
  axes <- cpp_node_names(loc, group)
  for (axis in axes[grepl("^[1-9][0-9]?$", axes)]) {
    number <- as.integer(axis)
    title <- if (number <= length(titles)) titles[number] else ""
    cpp_scale_attach(loc, path, number - 1, paste0(group, "/", axis), title)
  }
}

# The group that a thing is in, and the key of its labels there; NULL where there are none.
labels_beside <- function(handle) {
  group <- group_above(handle)
  if (is.null(group)) return(NULL)
  key <- labels_key(sub("^.*/", "", cpp_node_locate(handle)$name))
  if (cpp_node_exists(group, key)) list(group = group, key = key)
}

# Also in a list, through which no path leads; NULL for the root.
group_above <- function(handle) {
  found <- cpp_node_parent(handle)
  if (!is.null(found)) new_handle("H5GroupHandle", handle, found$name, found$object)
}
