# Peak resident memory of processes that compute on arrays 200 times the cap.

skip_if_not(file.exists("/proc/self/status"), "peak memory is read from /proc")

# A dataset of 200 MB, made once for all tests of this file.
big_path <- local({
  path <- tempfile(fileext = ".h5")
  withr::defer(unlink(path), envir = teardown_env())
  function() {
    if (!file.exists(path)) {
      file <- H5File(path, "w")
      h5_write(h5_full(1.5, c(5000, 5000)), file, "chunked", chunk = c(500, 250))
      h5_write(h5_full(1.5, c(5000, 5000)), file, "contiguous", chunk = FALSE)
      h5_close(file)
    }
    path
  }
})

# MB by which the peak of a new process grows over what it held before `work(x, d)`, under a cap of 1 MB.
peak_growth <- function(work, name = "chunked", mode = "r") {
  environment(work) <- globalenv()
  in_new_process(function(path, name, mode, work) {
    resident <- function(field) {
      line <- grep(paste0("^", field, ":"), readLines("/proc/self/status"), value = TRUE)
      as.numeric(gsub("[^0-9]", "", line)) / 1024
    }
    h5_options(max_memory = "1M")
    small <- H5Dict(tempfile(fileext = ".h5"), mode = "w")
    small$x <- matrix(1.5, 300, 100)
    work(small$x, small)
    d <- H5Dict(path, mode = mode)
    x <- d[[name]]
    invisible(gc())
    before <- resident("VmRSS")
    result <- work(x, d)
    list(result = result, growth = resident("VmHWM") - before)
  }, big_path(), name, mode, work)
}

test_that("a fused sum over 200 MB stays within a cap of 1 MB and a small constant", {
  for (name in c("chunked", "contiguous")) {
    measured <- peak_growth(function(x, d) sum(x * 2 + 1), name)
    expect_identical(measured$result, 4 * 25e6)
    expect_lt(measured$growth, 1 + 20)
  }
})

test_that("storing and assigning expressions over 200 MB stay within the cap and a small constant", {
  measured <- peak_growth(function(x, d) {
    d$stored <- x * 2 + 1
    x[] <- x * 2
    x[1:10, ] <- x[11:20, ] + 1
    c(max(d$stored), min(x), max(x))
  }, mode = "r+")
  expect_identical(measured$result, c(4, 3, 4))
  expect_lt(measured$growth, 1 + 40)
})

test_that("what was taken apart, transposed or reversed is still read block by block", {
  measured <- peak_growth(function(x, d) c(sum(t(x)), max(x[seq(1, nrow(x), by = 2), ]), mean(x[, ncol(x):1])),
                          "contiguous")
  expect_identical(measured$result, c(1.5 * 25e6, 1.5, 1.5))
  expect_lt(measured$growth, 1 + 20)
})

test_that("reductions by margins, positions and statistics stay within the cap and a small constant", {
  for (name in c("contiguous", "chunked")) {
    measured <- peak_growth(function(x, d) {
      c(sum(rowSums(x * 2)) / sum(x), sum(colMeans(x, na.rm = TRUE)) / mean(x), sd(x) >= 0, which.max(x), length(which(x < 0)))
    }, name)
    expect_identical(measured$result[c(3, 5)], c(1, 0))
    expect_equal(measured$result[1:2], c(2, 5000))
    expect_lt(measured$growth, 1 + 40)
  }
})

test_that("an assignment by a mask holds no positions, and a selection of too many is refused", {
  measured <- peak_growth(function(x, d) {
    x[x > 1] <- 2
    refused <- tryCatch(x[x > 1], ch5mpy_error_memory = function(e) e$bytes)
    c(sum(x), if (nrow(x) == 300) 0 else as.double(refused))
  }, mode = "r+")
  expect_identical(measured$result, c(2 * 25e6, 16 * 25e6))
  expect_lt(measured$growth, 1 + 40)
})
