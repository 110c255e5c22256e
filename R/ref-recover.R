# What is done about files whose writers died.

#' Bring a file to its last committed state
#'
#' A process that dies while it commits leaves a journal, `<file>.journal`, beside the file. This package
#' deals with it whenever it opens the file; `h5_recover()` does so without opening it, so that other
#' programs can, or so that the file can be copied, moved or deleted.
#'
#' @param path Path of the file.
#' @return Invisibly, what was there: `"nothing"`; `"replayed"`: a commit that had been cut off, now
#'   brought into the file; `"discarded"`: changes that were never committed; `"set_aside"`: a file of the
#'   journal's name that is none, renamed to `<file>.journal.unknown`. A journal that belongs to another
#'   state of the file, because another program changed it since, is an error of kind `corrupt`: both are
#'   left as they are. A file that a process has open for writing is an error of kind `locked`.
#' @examples
#' path <- tempfile(fileext = ".h5")
#' h5_write(1:3, path, "x")
#' h5_recover(path)
#' @export
h5_recover <- function(path) invisible(cpp_file_recover(check_file_path(path)))
