# What a script says that uses the shared generics on an array, a dict's list and a matrix of Matrix.
script <- c(
  "p <- tempfile(fileext = '.h5'); m <- matrix(c(4, 2, 9, 1, 5, 3), 2); d <- ch5mpy::H5Dict(p, 'w'); d$m <- m; d$l <- list(1, 'b'); x <- d$m",
  "stopifnot(identical(rowSums(x), rowSums(m)), identical(colSums(x), colSums(m)), identical(rowMeans(x), rowMeans(m)),",
  "  identical(colMeans(x), colMeans(m)), identical(which(x > 3), which(m > 3)), identical(which.max(x), which.max(m)),",
  "  identical(which.min(x), which.min(m)), all.equal(var(x[1:6]), var(m[1:6])), all.equal(sd(x), sd(m)))",
  "stopifnot(identical(as.matrix(pmax(x, 3)), pmax(m, 3)), identical(as.vector(pmin(2, x, m)), pmin(2, as.vector(m))), identical(x[4], 1))",
  "stopifnot(identical(pmax(c(1, NA), 2, na.rm = TRUE), c(2, 2)), identical(pmin('b', 'a'), 'a'))",
  "stopifnot(length(append(d$l, list(3))) == 3L, length(append(1:2, 3)) == 3L, identical(sd(1:3), 1), identical(var(1:3), 1))",
  "stopifnot(identical(which(c(a = TRUE)), c(a = 1L)), identical(rowSums(m), c(18, 6)), identical(var(m)[1, 1], 2))"
)
matrix_script <- "s <- Matrix::Matrix(c(0, 1, 2, 0, 0, 3), 2, sparse = TRUE); stopifnot(identical(rowSums(s), c(2, 4)), length(which(s > 0)) == 3L)"
bioc_script <- "stopifnot(identical(which.max(structure(list(), class = 'shared_probe')), 7L))"
bioc_setup <- c(
  "setOldClass('shared_probe'); setMethod(BiocGenerics::which.max, 'shared_probe', function(x, ...) 7L)"
)

expect_sharing <- function(packages, lines) {
  for (package in packages) skip_if_not_installed(package)
  libraries <- sprintf("suppressWarnings(suppressPackageStartupMessages(library(%s)))", packages)
  output <- run_script(c(libraries, lines, "cat('all', 'good')"), packages = "stats")
  expect_identical(tail(output, 1L), "all good", info = paste(c(packages, output), collapse = "\n"))
}

test_that("Matrix and BiocGenerics attached before or after find our methods and keep their own", {
  expect_sharing("ch5mpy", script)
  expect_sharing(c("Matrix", "ch5mpy"), c(script, matrix_script))
  expect_sharing(c("ch5mpy", "Matrix"), c(script, matrix_script))
  expect_sharing(c("BiocGenerics", "ch5mpy"), c(script, bioc_setup, bioc_script))
  expect_sharing(c("ch5mpy", "BiocGenerics"), c(script, bioc_setup, bioc_script))
  expect_sharing(c("Matrix", "BiocGenerics", "ch5mpy"), c(script, matrix_script, bioc_setup, bioc_script))
  expect_sharing(c("ch5mpy", "HDF5Array", "Matrix"), c(script, matrix_script))
})

test_that("attaching the package does not say that generics of base R are masked", {
  expect_identical(run_script(c("library(ch5mpy)", "cat('attached')"), packages = "stats"), "attached")
})

test_that("a shared method takes the arguments that the generic has", {
  adapted <- adapted_method(base::rowSums, as.name("row_sums"), row_sums)
  expect_identical(names(formals(adapted)), c("x", "na.rm", "dims"))
  expect_identical(adapted(stored_as(matrix(c(3, 1, NA), 1)), TRUE), 4)
})
