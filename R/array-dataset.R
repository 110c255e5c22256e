# Where plain handles and arrays meet: subscripts of a dataset handle, and the verbs of handles on arrays.

# Of a plain handle a selection is read into memory.
setMethod("[", "H5DatasetHandle", function(x, i, j, ..., drop = TRUE) {
  count <- nargs() - 1L - !missing(drop)
  subscripts <- gather_subscripts(count, substitute(list(...)), i, j, ...)
  found <- cpp_node_find(x, "", FALSE)
  if (is_scalar_node(found)) return(select_scalar(cpp_value_read(x, "")$value, subscripts))
  picked <- selected(select_node(dataset_node(x, found), subscripts, drop), drop)
  if (is(picked, "H5Array")) collect_node(picked@node) else picked
})

setMethod("[<-", "H5DatasetHandle", function(x, i, j, ..., value) {
  count <- nargs() - 2L
  subscripts <- gather_subscripts(count, substitute(list(...)), i, j, ...)
  assign_elements(new_h5array(dataset_node(x)), subscripts, value)
  x
})

setMethod("[[", "H5DatasetHandle", function(x, i, j, ...) {
  subscripts <- if (missing(j)) list(i) else list(i, j, ...)
  collect_elements(select_node(dataset_node(x), check_element(subscripts), TRUE))
})

setMethod("names", "H5DatasetHandle", function(x) {
  found <- cpp_node_find(x, "", FALSE)
  if (found$space == "simple" && length(found$shape) == 1L) node_labels(dataset_node(x, found))[[1L]]
})

is_scalar_node <- function(found) found$kind == "dataset" && found$space == "scalar" && !is.na(found$rtype)

# A single value has one subscript at most.
select_scalar <- function(value, subscripts) {
  if (length(subscripts) > 1L) stop_at_subscript("incorrect number of dimensions")
  i <- subscripts[[1L]]
  if (is_everything(i)) value else value[i]
}

#' @method close H5Array
#' @export
close.H5Array <- function(con, ...) h5_close(con)

#' @method flush H5Array
#' @export
flush.H5Array <- function(con) h5_flush(con)

setMethod("reopened", "H5Array", function(x, mode) {
  x@node <- map_datasets(x@node, function(dataset) {
    dataset$handle <- reopened(dataset$handle, mode)
    dataset
  })
  x
})

setMethod("location_of", "H5Array", function(x) if (array_is_stored(x)) location_of(array_handle(x)))
