# Ctrl-C in processes of their own: it is answered soon, and leaves files as they were.

skip_on_os("windows")
skip_if_not_installed("callr")

# Starts `work(x)` in a new process on a dataset of 2 million elements, sends an interrupt while it runs,
# and gives what the process says of it: whether it was interrupted, how long the answer took, and whether
# the dataset holds what it did.
interrupted <- function(work) {
  environment(work) <- globalenv()
  path <- local_path()
  flag <- local_path("started")
  child <- callr::r_bg(
    function(path, flag, work) {
      library(ch5mpy)
      d <- H5Dict(path, "w")
      before <- array(as.double(1:2e6), c(2000, 1000))
      h5_write(before, d, "x", chunk = c(100, 100))
      x <- d$x
      file.create(flag)
      outcome <- tryCatch({ work(x); "finished" }, interrupt = function(i) "interrupted")
      list(outcome = outcome, same = identical(as.array(d$x), before), names = names(d))
    },
    list(path, flag, work), libpath = .libPaths(), env = c(callr::rcmd_safe_env(), R_TESTS = "")
  )
  on.exit(child$kill())
  while (!file.exists(flag) && child$is_alive()) Sys.sleep(0.05)
  Sys.sleep(0.7)
  child$interrupt()
  child$wait(60000)
  child$get_result()
}

# Slow on purpose: each element some hundred times through R's own mathematics.
slow <- quote({
  y <- x
  for (k in 1:60) y <- lgamma(y + 2) + 1
})

expect_undone <- function(result) {
  expect_identical(result$outcome, "interrupted")
  expect_true(result$same)
  expect_identical(result$names, "x")
}

test_that("an interrupt in the middle of an assignment leaves the elements as they were", {
  expect_undone(interrupted(eval(bquote(function(x) { .(slow); x[] <- y }))))
})

test_that("an interrupt in the middle of a reduction is answered", {
  expect_undone(interrupted(eval(bquote(function(x) { .(slow); sum(y) }))))
  expect_undone(interrupted(eval(bquote(function(x) { .(slow); rowSums(y) }))))
})

test_that("an interrupt while an expression is stored leaves no new dataset", {
  expect_undone(interrupted(eval(bquote(function(x) { .(slow); h5_write(y, H5File(h5_path(x), "r+"), "new") }))))
})
