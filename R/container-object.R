# How an object in a file prints inside a dict or a list: by its own format() where it is small, by what
# the file says of it where it is not.

# The elements that an object may have to be rebuilt for a print.
shown_elements_max <- 1000

stored_object_text <- function(x, found) {
  group <- new_handle("H5GroupHandle", x, found$name, found$object)
  if (identical(found$encoding, "dataframe")) return(frame_text(group))
  if (!is.null(sparse_format(group, found$encoding))) return(sparse_text(group, found))
  if (elements_below(group, found, shown_elements_max) > shown_elements_max) return(large_object_text(group, found))
  value <- with_h5_options(list(error_mode = "ignore"), read_object(x, found))
  if (is(value, "H5Opaque")) opaque_text(value) else object_text(value, x@trust)
}

frame_text <- function(group) {
  index <- read_texts_of(group, "_index")
  found <- if (length(index) == 1L) cpp_node_find(group, index, FALSE)
  rows <- if (is.null(found$shape)) "?" else found$shape[1L]
  class <- own_mark(group, "class")
  paste0(if (is.null(class)) "data.frame" else class[1L], "(", rows, " x ", length(read_texts_of(group, "column-order")), ")")
}

sparse_text <- function(group, found) {
  shape <- tryCatch(sparse_shape(group), ch5mpy_error = function(e) "?")
  if (group@order == "R") shape <- rev(shape)
  paste0(if (is.null(found$encoding)) "sparse_matrix" else found$encoding, "(", paste(shape, collapse = " x "), ")")
}

large_object_text <- function(group, found) {
  class <- own_mark(group, "class")
  if (is.null(class)) class <- if (is.null(found$encoding)) "object" else found$encoding
  paste0("<", cut_text(as.character(class[1L]), 40L), if (!is.null(found$shape)) paste0(", shape=", shape_text(rev(found$shape))), ">")
}
