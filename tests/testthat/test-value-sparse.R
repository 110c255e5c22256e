skip_if_not_installed("Matrix")

test_that("compressed matrices are anndata's groups, transposed under order R", {
  m <- battery_matrices()$dgC
  for (order in c("R", "C")) {
    d <- H5Dict(local_h5(order = order))
    d$c <- m
    d$r <- battery_matrices()$dgR
    expect_identical(d$c, m)
    expect_identical(d$r, battery_matrices()$dgR)
    read <- function(key, name) cpp_attr_read(d, key, name)$value
    expect_identical(read("c", "encoding-type"), if (order == "R") "csr_matrix" else "csc_matrix")
    expect_identical(read("r", "encoding-type"), if (order == "R") "csc_matrix" else "csr_matrix")
    expect_identical(read("c", "shape"), if (order == "R") c(3, 2) else c(2, 3))
    expect_identical(h5_read(h5_dict(d, "c")$indptr), m@p)
  }
})

test_that("a matrix above the cap is opaque when asked for, and its arrays are lazy", {
  d <- H5Dict(local_h5())
  m <- Matrix::rsparsematrix(1000, 100, 0.1)
  d$m <- m
  with_h5_options(list(max_memory = "20K"), {
    expect_match(d$m@why, "max_memory")
    expect_s4_class(h5_dict(d$m)$data, "H5Array")
    expect_identical(h5_read(d, "m"), m)
  })
  expect_identical(d$m, m)
})

test_that("unsorted and repeated entries are put in order", {
  d <- H5Dict(local_h5(order = "C"))
  d$m <- methods::as(Matrix::Matrix(matrix(c(1, 2, 0, 3), 2), sparse = TRUE), "generalMatrix")
  g <- h5_dict(d, "m")
  g$indices <- c(1L, 0L, 1L)
  g$data <- c(1, 2, 3)
  expect_identical(as.matrix(d$m), matrix(c(2, 1, 0, 3), 2))
  g$indices <- c(1L, 1L, 0L)
  expect_identical(as.matrix(d$m), matrix(c(0, 3, 3, 0), 2))
})

test_that("damaged groups are opaque", {
  d <- H5Dict(local_h5())
  damage <- list(
    function(g) g$indices <- c(5L, 0L, 1L), function(g) g$indptr <- c(0L, 9L, 3L, 3L), function(g) g$indptr <- 0:1, function(g) g$data <- 1,
    function(g) g$data <- c("a", "b", "c"), function(g) g$indices <- c(-1L, 0L, 0L), function(g) g$indptr <- NULL,
    function(g) h5_attributes(g, all = TRUE)$shape <- c(2, -3), function(g) h5_attributes(g, all = TRUE)$shape <- "x", function(g) h5_attributes(g, all = TRUE)$shape <- c(1e10, 2)
  )
  for (k in seq_along(damage)) {
    d$m <- battery_matrices()$dgC
    damage[[k]](h5_dict(d, "m"))
    expect_s4_class(d$m, "H5Opaque")
  }
})
