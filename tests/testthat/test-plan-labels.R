labels_of <- function(x, ...) node_labels(select_axes(node_value(x), list(...), FALSE))

test_that("views select labels", {
  m <- matrix(1:6, 2, dimnames = list(r = c("a", "b"), c("x", "y", "z")))
  expect_identical(labels_of(m, NULL, c(3, 1)), list(r = c("a", "b"), c("z", "x")))
  expect_identical(labels_of(c(p = 1, q = 2), list(from = 2, by = -1, n = 2)), list(c("q", "p")))
  expect_null(labels_of(1:3, NULL))
  view <- select_axes(select_axes(node_value(m), list(c(2), NULL), FALSE), list(NULL, NULL), TRUE)
  expect_identical(node_labels(view), list(c("x", "y", "z")))
})

test_that("labels put on a node win, FALSE takes them away", {
  node <- node_value(c(a = 1))
  node$labels <- FALSE
  expect_null(node_labels(node))
  node$labels <- list("z")
  expect_identical(node_labels(node), list("z"))
})

test_that("dimnames that do not fit are refused in base R's words", {
  expect_match(conditionMessage(expect_kind(check_labels(list("a"), c(2, 3)), "argument")), "length of 'dimnames' [1] not equal to array extent", fixed = TRUE)
  expect_kind(check_labels("a", 1), "argument")
  expect_identical(check_labels(list(1:2), c(2, 3)), list(c("1", "2"), NULL))
  expect_null(check_labels(list(NULL, NULL), c(2, 3)))
})

test_that("empty labels stay or go as in base R", {
  expect_oracle(matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)), expression(
    x[integer(), ], x[integer(), , drop = FALSE], x[1, ], x[integer(), 1], x[, integer()], x[1, integer()]
  ))
  expect_oracle(matrix(1:3, 1, dimnames = list("d", c("e", "f", "g"))), expression(x[, integer()], x[integer(), 1:2]))
  expect_oracle(array(1:8, c(2, 2, 2), list(p = c("a", "b"), q = NULL, r = NULL)), expression(
    x[1, , ], x[1, , , drop = FALSE], x[integer(), , ], x[integer(), 1, ]
  ))
  expect_oracle(array(1:3, 3, list(q = NULL)), expression(x[], x[2:1], (x + 1)[1:2], x[integer()]))
})
