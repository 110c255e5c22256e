# Transactions: what happens to a file entirely or not at all.

#' Several changes as one
#'
#' Each call of the package that changes a file (`d$x <- v`, `x[] <- expr`, `l[[2]] <- NULL`,
#' [h5_append()], ...) happens entirely or not at all, whatever stops it: an error, an interrupt, a full
#' disk, the death of the process. `h5_transaction()` makes several calls one.
#'
#' Changes are committed at the end of each top-level call that succeeds, by [h5_flush()] and [h5_close()],
#' when a handle is saved or sent to another process, at the end of a transaction, and in a long call at the
#' first change that ends more than a second after the last commit. Until then other processes see the file
#' as it was. A process that dies loses whole changes since the last commit, never parts of one.
#'
#' Changes of committed data are written to a journal first, `<file>.journal` beside the file. One that a
#' dead process left is dealt with when this package opens the file. Copying, renaming or
#' deleting the file by other means does not take it along. `h5_options(durability = "power")` also
#' survives a power cut, at the cost of waiting for the disk at each commit; `h5_options(atomic = FALSE)`
#' writes straight into the file: what a dying process was changing is then lost or torn, and no change
#' that fails half-way can be undone by `h5_rollback()`.
#'
#' Transactions nest: only the outermost one commits. An error in `expr`, in an inner transaction
#' too, or `h5_rollback()` undoes all that happened in the outermost one. Afterwards handles on things that
#' were made in it are `not_found`; those on things that it changed, moved or deleted are as before.
#'
#' @param x A file, group, dict, list or array, open for writing.
#' @param expr What to do.
#' @return `h5_transaction()`: the value of `expr`, or `NULL` invisibly after `h5_rollback()`, which does
#'   not return.
#' @examples
#' d <- H5Dict(tempfile(fileext = ".h5"), "w")
#' h5_transaction(d, {
#'   d$a <- 1
#'   d$b <- 2
#' })
#' try(h5_transaction(d, {
#'   d$a <- 3
#'   stop("no")
#' }))
#' d$a
#' h5_close(d)
#' @export
h5_transaction <- function(x, expr) {
  handle <- handles_of(x)[[1L]]
  before <- change_counts()
  cpp_transaction_begin(handle)
  end_watched_verb()
  open <- TRUE
  on.exit(if (open) {
    restore_change_counts(before)
    cpp_transaction_rollback(handle)
  }, add = TRUE)
  ended <- FALSE
  value <- withRestarts({
    result <- withVisible(expr)
    ended <- TRUE
    result
  }, ch5mpy_rollback = function() NULL)
  if (!ended) return(invisible())
  open <- FALSE
  cpp_transaction_end(handle)
  if (value$visible) value$value else invisible(value$value)
}

#' @rdname h5_transaction
#' @export
h5_rollback <- function() {
  tryInvokeRestart("ch5mpy_rollback")
  stop_ch5mpy("transaction", "There is no transaction to roll back; h5_transaction(x, { ... }) makes one.")
}

# The frame of the user's call that changes something: C++ (rglue/verb.cpp) puts it here and end_watched_verb()
# into its on.exit(). Only when it has ended are things committed.
verb <- new.env(parent = emptyenv())

end_watched_verb <- function() {
  verb$frame <- NULL
  cpp_verb_end()
}

# A verb whose frame is gone has ended, though its own on.exit() made it forget to say so.
end_lost_verb <- function() {
  if (is.null(verb$frame)) return(invisible())
  live <- vapply(sys.frames(), identical, NA, verb$frame)
  if (!any(live)) end_watched_verb()
  invisible()
}

# How often each dataset was changed (plan-version.R), by C++'s object numbers: it goes back with the file.
dataset_changes <- new.env(parent = emptyenv())

# No number comes twice: counters may go back when changes are undone.
next_change <- function() {
  change_serial$last <- change_serial$last + 1
  change_serial$last
}

change_serial <- new.env(parent = emptyenv())
change_serial$last <- 0

# What a rollback restores.
change_counts <- function() as.list(dataset_changes, all.names = TRUE)

restore_change_counts <- function(counts) {
  rm(list = names(dataset_changes), envir = dataset_changes)
  list2env(counts, dataset_changes)
  invisible()
}
