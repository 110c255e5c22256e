# Compressed sparse matrices of the package Matrix: anndata's csr and csc groups, whose arrays are the
# matrix's own slots. Under order = "R" a matrix stored by columns is, as others see it, its transpose
# stored by rows: no data is moved either way.

sparse_classes <- c("dgCMatrix", "lgCMatrix", "dgRMatrix", "lgRMatrix")

is_sparse_matrix <- function(x) isS4(x) && class(x)[1L] %in% sparse_classes && class_package(x) == "Matrix"

# The cached factorisations of a matrix are not stored.
store_sparse <- function(value, loc, path, spec) {
  by_columns <- substr(class(value), 3L, 3L) == "C"
  reversed <- spec$order == "R"
  arrays <- child_spec(spec, scalar = FALSE)
  cpp_node_create_group(loc, path)
  cpp_value_write(loc, paste0(path, "/data"), value@x, arrays)
  cpp_value_write(loc, paste0(path, "/indices"), if (by_columns) value@i else value@j, arrays)
  cpp_value_write(loc, paste0(path, "/indptr"), value@p, arrays)
  shape <- if (reversed) rev(value@Dim) else value@Dim
  cpp_attr_write(loc, path, "shape", shape, "int64")
  if (!identical(value@Dimnames, list(NULL, NULL))) put_attribute(loc, path, "__r_dimnames__", value@Dimnames)
  write_encoding(loc, path, if (by_columns == reversed) "csr_matrix" else "csc_matrix", "0.1.0")
}

# "csr" or "csc", also of h5sparse's groups, which have no encoding; NULL of anything else.
sparse_format <- function(group, encoding) {
  if (identical(encoding, "csr_matrix")) return("csr")
  if (identical(encoding, "csc_matrix")) return("csc")
  if (!"h5sparse_format" %in% cpp_attr_names(group, "")) return(NULL)
  format <- cpp_attr_read(group, "", "h5sparse_format")$value
  if (identical(format, "csr") || identical(format, "csc")) format
}

sparse_shape <- function(group) {
  name <- intersect(c("shape", "h5sparse_shape"), cpp_attr_names(group, ""))
  shape <- if (length(name)) cpp_attr_read(group, "", name[1L])$value
  if (!is.numeric(shape) || length(shape) != 2L || anyNA(shape) || any(shape < 0 | shape != floor(shape))) {
    stop_sparse(group, "its shape is not two extents")
  }
  if (any(shape > .Machine$integer.max)) {
    stop_ch5mpy("unsupported", paste0("A Matrix has at most ", .Machine$integer.max, " rows and columns, not ", paste(shape, collapse = " x "), "."))
  }
  shape
}

# The bytes that the matrix takes in memory.
sparse_bytes <- function(group) {
  extent <- function(key) {
    found <- cpp_node_find(group, key, FALSE)
    if (is.null(found) || length(found$shape) != 1L) stop_sparse(group, paste("there is no array", quote_text(key)))
    found$shape
  }
  12 * extent("data") + 4 * extent("indptr")
}

read_sparse <- function(group, encoding) {
  format <- sparse_format(group, encoding)
  shape <- sparse_shape(group)
  if (sparse_bytes(group) / 12 > .Machine$integer.max) {
    stop_ch5mpy("unsupported", "A Matrix has at most 2^31 - 1 elements that are not zero; h5_dict() gives the arrays.")
  }
  by_columns <- (format == "csr") == (group@order == "R")
  parts <- list(p = read_integers(group, "indptr"), i = read_integers(group, "indices"), x = read_vector(group, "data"))
  major <- shape[if (format == "csr") 1L else 2L]
  minor <- shape[if (format == "csr") 2L else 1L]
  parts <- sorted_entries(check_entries(group, parts, major, minor), minor)
  new_sparse(group, parts, if (group@order == "R") rev(shape) else shape, by_columns)
}

check_entries <- function(group, parts, major, minor) {
  p <- parts$p
  if (!is.numeric(parts$x) && !is.logical(parts$x) || is.object(parts$x)) stop_sparse(group, "its data are no numbers")
  if (length(parts$x) != length(parts$i)) stop_sparse(group, "its data and its indices differ in length")
  if (length(p) != major + 1 || p[1L] != 0 || p[length(p)] != length(parts$x) || is.unsorted(p)) {
    stop_sparse(group, "its indptr does not divide its data")
  }
  if (any(parts$i < 0 | parts$i >= minor)) stop_sparse(group, "an index is out of bounds")
  list(p = as.integer(p), i = as.integer(parts$i), x = if (is.logical(parts$x)) parts$x else as.double(parts$x))
}

# In the order that Matrix needs, those of one place added up, as scipy means them.
sorted_entries <- function(parts, minor) {
  major <- rep.int(seq_len(length(parts$p) - 1L), diff(parts$p))
  place <- (major - 1) * minor + parts$i
  if (!is.unsorted(place, strictly = TRUE)) return(parts)
  order <- order(place)
  first <- !duplicated(place[order])
  group <- cumsum(first)
  x <- parts$x[order]
  sums <- if (is.logical(x)) as.vector(rowsum(as.integer(x), group, reorder = FALSE)) > 0L else as.vector(rowsum(x, group, reorder = FALSE))
  kept <- order[first]
  list(p = c(0L, cumsum(tabulate(major[kept], length(parts$p) - 1L))), i = parts$i[kept], x = if (all(first)) x else sums)
}

new_sparse <- function(group, parts, dim, by_columns) {
  if (!requireNamespace("Matrix", quietly = TRUE)) {
    stop_ch5mpy("unsupported", "A sparse matrix is read as one of the package Matrix, which is not installed; h5_dict() gives its arrays.")
  }
  class <- paste0(if (is.logical(parts$x)) "l" else "d", "g", if (by_columns) "C" else "R", "Matrix")
  object <- methods::new(structure(class, package = "Matrix"))
  object@p <- parts$p
  methods::slot(object, if (by_columns) "i" else "j") <- parts$i
  object@x <- parts$x
  object@Dim <- as.integer(dim)
  dimnames <- if ("__r_dimnames__" %in% cpp_attr_names(group, "")) get_attribute(group, "", "__r_dimnames__")
  if (!is.null(dimnames)) object@Dimnames <- dimnames
  problem <- methods::validObject(object, test = TRUE)
  if (!isTRUE(problem)) stop_sparse(group, problem[1L])
  object
}

stop_sparse <- function(group, why) {
  stop_ch5mpy("corrupt", paste0(
    quote_text(group@name), " in ", quote_text(path_text(group)), " is no sparse matrix: ", why, "."
  ), path = path_text(group), name = group@name)
}
