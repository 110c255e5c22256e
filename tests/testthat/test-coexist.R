# Other HDF5 packages bring a library of their own into the process: each must go on working, whichever
# comes first.

# R lines that write and read a file with a package.
use <- list(
  ch5mpy = c(
    "f <- ch5mpy::H5File(file.path(folder, 'a.h5'), 'w'); g <- ch5mpy::h5_create_group(f, 'g')",
    "stopifnot(identical(names(f), 'g'), is.null(f$absent)); ch5mpy::h5_close(f)"
  ),
  hdf5r = c(
    "f <- hdf5r::H5File$new(file.path(folder, 'b.h5'), 'w'); f[['x']] <- 1:3",
    "stopifnot(identical(f[['x']][], 1:3), identical(names(f), 'x')); f$close_all()"
  ),
  rhdf5 = c(
    "p <- file.path(folder, 'c.h5'); rhdf5::h5createFile(p); rhdf5::h5write(1:3, p, 'x')",
    "stopifnot(identical(as.vector(rhdf5::h5read(p, 'x')), 1:3)); rhdf5::h5closeAll()"
  ),
  HDF5Array = c(
    "m <- matrix(as.double(1:6), 2); h <- HDF5Array::writeHDF5Array(m, file.path(folder, 'd.h5'), 'x')",
    "stopifnot(identical(as.matrix(h), m), identical(as.matrix(t(h)), t(m)), length(HDF5Array::HDF5Array(file.path(folder, 'd.h5'), 'x')) == 6)"
  )
)

expect_coexistence <- function(packages) {
  for (package in packages) skip_if_not_installed(package)
  lines <- c(
    "folder <- tempfile(); dir.create(folder)",
    unlist(use[packages]), unlist(use[rev(packages)]),
    "cat('all', 'good')"
  )
  # Twice each file name: the second time over is a replacement.
  lines <- gsub("rhdf5::h5createFile(p)", "unlink(p); invisible(rhdf5::h5createFile(p))", lines, fixed = TRUE)
  lines <- gsub("h <- HDF5Array", "unlink(file.path(folder, 'd.h5')); h <- HDF5Array", lines, fixed = TRUE)
  libraries <- sprintf("suppressWarnings(suppressPackageStartupMessages(library(%s)))", packages)
  output <- run_script(c(libraries, lines), packages = "stats")
  expect_identical(tail(output, 1L), "all good", info = paste(output, collapse = "\n"))
  expect_null(attr(output, "status"))
}

test_that("hdf5r loaded before or after goes on working", {
  expect_coexistence(c("hdf5r", "ch5mpy"))
  expect_coexistence(c("ch5mpy", "hdf5r"))
})

test_that("rhdf5 loaded before or after goes on working", {
  expect_coexistence(c("rhdf5", "ch5mpy"))
  expect_coexistence(c("ch5mpy", "rhdf5"))
})

test_that("HDF5Array loaded before or after goes on working", {
  expect_coexistence(c("HDF5Array", "ch5mpy"))
  expect_coexistence(c("ch5mpy", "HDF5Array"))
})

test_that("all four work in one process", {
  expect_coexistence(c("ch5mpy", "hdf5r", "rhdf5", "HDF5Array"))
  expect_coexistence(c("HDF5Array", "rhdf5", "hdf5r", "ch5mpy"))
})

test_that("the package sets no method on a class that another one owns", {
  classes <- getClasses(asNamespace("ch5mpy"), inherits = FALSE)
  expect_false(any(c("H5File", "H5Group", "HDF5Array", "H5D", "H5IdComponent") %in% classes))
  s3 <- sub("^[^.]*\\.", "", ls(asNamespace("ch5mpy")[[".__S3MethodsTable__."]]))
  expect_false(any(c("H5File", "H5Group") %in% s3))
})
