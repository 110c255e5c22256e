# Progress of long work: a bar of cli, or steps for a handler of progressr.

# Called by C++ (rglue/progress.cpp) while work goes on that has taken some seconds: the number of the
# piece of work, how much of it is done (0 to 1), and for how many seconds it has gone on. What goes wrong
# in showing it does not end the work.
report_progress <- function(work, done, seconds) {
  if (!wants_progress()) return(invisible())
  tryCatch(
    if (listens_progressr()) step_progressr(work, done) else if (requireNamespace("cli", quietly = TRUE)) step_bar(work, done, seconds),
    error = function(e) NULL
  )
  invisible()
}

wants_progress <- function() {
  wanted <- option_value("progress")
  if (is.na(wanted)) interactive() else wanted
}

# The bar that is shown, and the work it is of.
shown <- new.env(parent = emptyenv())

step_bar <- function(work, done, seconds) {
  left <- time_left(done, seconds)
  if (!identical(shown$work, work)) {
    shown$work <- work
    # It goes away with the outermost call, also after an error or an interrupt.
    shown$bar <- cli::cli_progress_bar(
      total = 100, format = "ch5mpy {cli::pb_bar} {cli::pb_percent}, {cli::pb_extra$left} left",
      extra = list(left = left), .envir = sys.frame(1L)
    )
  }
  cli::cli_progress_update(set = 100 * done, extra = list(left = left), force = TRUE, id = shown$bar)
  if (done >= 1) {
    cli::cli_progress_done(id = shown$bar)
    shown$work <- NULL
  }
}

time_left <- function(done, seconds) {
  left <- seconds * (1 - done) / done
  if (left < 90) paste0(ceiling(left), " s") else paste0(ceiling(left / 60), " min")
}

# Whether a handler of progressr is set: for all of the session, or around the running code.
listens_progressr <- function() {
  if (!isNamespaceLoaded("progressr")) return(FALSE)
  home <- asNamespace("progressr")
  around <- vapply(seq_len(sys.nframe()), function(frame) identical(topenv(environment(sys.function(frame))), home), NA)
  any(around) || isTRUE(progressr::handlers(global = NA))
}

step_progressr <- function(work, done) {
  if (!identical(shown$work, work)) {
    shown$work <- work
    shown$at <- 0
    shown$step <- progressr::progressor(steps = 100, envir = sys.frame(1L), on_exit = FALSE)
  }
  amount <- floor(100 * done) - shown$at
  if (amount <= 0) return()
  shown$step(amount = amount)
  shown$at <- shown$at + amount
}
