# A file without what lies free in it.

#' Write a file anew, without free space
#'
#' What is deleted or replaced leaves free space in a file, which is used again for what comes later, but
#' the file does not shrink. `h5_compact()` writes all that is in the file into a new one, which then takes
#' the old one's place.
#'
#' Everything is as before: groups and the order of their keys, values as they are stored (chunks, filters and
#' types are copied, not converted), attributes, comments, soft and external links, named types, what several
#' hard links share, references of any kind, a user block. References to what no link leads to become null
#' references.
#'
#' The new file grows beside the old one, as `<file>.compacting`, and needs as much space. It reaches the disk
#' before it is renamed: whatever happens, the old file or the new one is there, whole. Other processes
#' that have the file open for reading go on with the new one. A file that any process, also this one, has open
#' for writing is an error of kind `locked`, as is one that this process has open for reading. Hard links that the
#' file itself has in its folder go on with the old one; it belongs to the user that compacted it.
#'
#' @param path Path of the file.
#' @return Invisibly, how many bytes the file had and has: `c(before = , after = )`.
#' @seealso [h5_recover()]
#' @examples
#' path <- tempfile(fileext = ".h5")
#' h5_write(runif(1e5), path, "x")
#' h5_write(1, path, "y")
#' h5_delete(path, "x")
#' h5_compact(path)
#' @export
h5_compact <- function(path) {
  sizes <- cpp_file_compact(check_file_path(path))
  invisible(c(before = sizes[1L], after = sizes[2L]))
}
