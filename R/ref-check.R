# Whether a file is sound: all of it is read once, apart from this process.

#' Find what is damaged in a file
#'
#' `h5_check()` reads everything in a file: each object that its links lead to, attributes, and the values chunk by
#' chunk, through their filters. So what carries a checksum is verified: chunks with a Fletcher-32 filter, HDF5's own
#' structures in files of format 1.8 and later, and the journal beside the file, if there is one. Damage of plain
#' values without a checksum cannot be noticed by anybody.
#'
#' The file is read in a process of its own where the system can fork: one that is made to crash or to hang
#' who reads it is a finding too. A journal with a commit that was cut off is told, and brought in as by any other
#' opening, before the file is read.
#'
#' @param path Path of the file.
#' @param timeout After how many seconds to give up.
#' @return A data.frame with a row for each finding, none for a sound file, and the columns `name` (the object's,
#'   empty for the file itself), `part` (`"file"`, `"journal"`, `"object"`, `"links"`, `"attribute"`, `"values"` or
#'   `"chunk"`) and `problem`, a sentence. A file that is missing, or may not be read, is an error as when opening it.
#' @seealso [h5_recover()]
#' @examples
#' path <- tempfile(fileext = ".h5")
#' h5_write(list(a = 1, b = runif(1e4)), path, "x")
#' h5_check(path)
#' @export
h5_check <- function(path, timeout = Inf) {
  path <- check_file_path(path)
  timeout <- check_seconds(timeout, "timeout")
  found <- if (.Platform$OS.type == "windows") cpp_file_check(path) else check_apart(path, timeout)
  data.frame(found, stringsAsFactors = FALSE)
}

# In a forked child, whatever becomes of it.
check_apart <- function(path, timeout) {
  child <- parallel::mcparallel(tryCatch(cpp_file_check(path), error = identity), silent = TRUE)
  ended <- FALSE
  on.exit({
    if (!ended) tools::pskill(child$pid, tools::SIGKILL)
    suppressWarnings(parallel::mccollect(child))
  })
  begin <- proc.time()[["elapsed"]]
  repeat {
    if (proc.time()[["elapsed"]] - begin > timeout) {
      return(whole_file_finding(paste0("It could not be read within ", timeout, " seconds.")))
    }
    found <- parallel::mccollect(child, wait = FALSE, timeout = 0.2)
    if (!is.null(found)) break
  }
  ended <- TRUE
  found <- found[[1L]]
  if (inherits(found, "error")) stop(found)
  if (is.null(found)) whole_file_finding("A process that read it crashed.") else found
}

whole_file_finding <- function(problem) list(name = "", part = "file", problem = problem)
