select <- function(node, ..., drop = TRUE) {
  view <- select_axes(node, list(...), FALSE)
  if (drop) select_axes(view, vector("list", length(view$dim)), TRUE) else view
}

test_that("views of views are one view, with the elements base R selects", {
  x <- array(1:24, 2:4)
  node <- node_value(x)
  view <- select(node, list(from = 2, by = 1, n = 1), NULL, list(from = 4, by = -1, n = 3))
  view <- select(view, c(3, 1), NULL)
  expect_identical(view$x$op, "value")
  expect_identical(reference_array(view, NULL), x[2, , 4:2][c(3, 1), ])
  view <- permuted_node(view, c(2L, 1L))
  expect_identical(view$x$op, "value")
  expect_identical(reference_array(view, NULL), t(x[2, , 4:2][c(3, 1), ]))
  view <- select(view, list(from = 1, by = 1, n = 1), NULL)
  expect_identical(reference_elements(view, NULL), x[2, , 4:2][c(3, 1), ][, 1])
  expect_true(view$vector)
})

test_that("random chains of views agree with base R", {
  set.seed(20)
  for (round in 1:60) {
    x <- array(seq_len(120), c(2, 3, 4, 5))
    node <- node_value(x)
    for (step in 1:4) {
      if (is.null(dim(x)) || length(dim(x)) < 2L) break
      if (sample(3, 1) == 1L) {
        perm <- sample(length(dim(x)))
        x <- aperm(x, perm)
        node <- permuted_node(node, perm)
      } else {
        index <- lapply(dim(x), function(n) sample(n, sample(n, 1), replace = sample(2, 1) == 1))
        x <- do.call(`[`, c(list(x), index))
        node <- do.call(select, c(list(node), lapply(index, as_entry)))
      }
    }
    expect_identical(reference_elements(node, NULL), as.vector(x))
    expect_identical(node$dim, as.double(if (is.null(dim(x))) length(x) else dim(x)))
    expect_identical(node$x$op, "value")
  }
})

test_that("reshapes collapse and stand between views", {
  x <- matrix(1:6, 2)
  node <- node_reshape(node_reshape(node_value(x), c(3, 2), FALSE), 6, TRUE)
  expect_identical(node$x$op, "value")
  view <- select(node, list(from = 6, by = -2, n = 3), drop = FALSE)
  expect_identical(reference_elements(view, NULL), c(6L, 4L, 2L))
  expect_identical(view$x$op, "view")
})

test_that("a call keeps notes on what it depends on, each once", {
  a <- node_value(c(1, 2))
  a$deps <- list(n = 1)
  call <- node_call("+", list(a, a), "double", 2, TRUE)
  expect_identical(call$deps, list(n = 1))
  expect_identical(node_deps(node_reshape(call, c(1, 2), FALSE)), list(n = 1))
})

test_that("a stored value of one element, a group and what cannot be read are no arrays", {
  file <- local_h5()
  h5_write(1, file, "scalar")
  h5_create_group(file, "group")
  expect_kind(H5Array(file, "scalar"), "type")
  expect_kind(H5Array(file, "group"), "type")
})
