# An array that takes `seconds` to compute, in about ten blocks under a cap of 1 MB.
slow_array <- function(seconds) {
  h5_random(function(n) {
    Sys.sleep(seconds * n / 1e6)
    rep(1, n)
  }, 1e6)
}

test_that("long work says how far it has come, and that it is done", {
  seen <- NULL
  local_functions(step_bar = function(work, done, seconds) seen <<- rbind(seen, c(work, done, seconds)))
  with_h5_options(list(max_memory = "1M", progress = TRUE), expect_identical(sum(slow_array(3.5)), 1e6))
  expect_gte(nrow(seen), 2L)
  expect_length(unique(seen[, 1]), 1L)
  expect_true(all(diff(seen[, 2]) > 0) && all(seen[, 3] >= 2))
  expect_identical(seen[nrow(seen), 2], 1)
})

test_that("nothing is shown where it is not wanted", {
  local_functions(step_bar = function(...) stop("shown"))
  with_h5_options(list(progress = FALSE), expect_silent(report_progress(1, 0.5, 3)))
  with_h5_options(list(progress = NA), expect_identical(wants_progress(), interactive()))
  # a failure to show it does not end the work
  with_h5_options(list(progress = TRUE), expect_silent(report_progress(1, 0.5, 3)))
})

test_that("the bar of cli says how much time is left, and goes away", {
  skip_if_not_installed("cli")
  withr::local_options(cli.progress_show_after = 0, cli.dynamic = TRUE, cli.progress_handlers_only = "cli", cli.ansi = FALSE)
  work <- function() {
    step_bar(-1, 0.25, 3)
    step_bar(-1, 1, 12)
  }
  expect_match(paste(cli::cli_fmt(work(), collapse = TRUE), collapse = " "), "25%, 9 s left")
  expect_identical(time_left(0.5, 300), "5 min")
})

test_that("a handler of progressr gets the steps instead", {
  skip_if_not_installed("progressr")
  amounts <- NULL
  local_functions(step_bar = function(...) stop("a bar"))
  with_h5_options(list(progress = TRUE), withr::with_options(list(progressr.enable = TRUE), progressr::with_progress(
    withCallingHandlers(
      {
        report_progress(-2, 0.25, 3)
        report_progress(-2, 1, 12)
      },
      progression = function(p) if (identical(p$type, "update")) amounts <<- c(amounts, p$amount)
    ),
    handlers = progressr::handler_void()
  )))
  expect_identical(amounts, c(25, 75))
})
