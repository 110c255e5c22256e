test_that("transposing, permuting and reversing are base R's", {
  calls <- expression(
    t(x), t(t(x)), t(x)[2:3, ], t(x)[2, 1], aperm(x), aperm(x, c(2, 1)), rev(x), rev(rev(x)), t(x) + t(x), t(x[, 2:3, drop = FALSE]),
    t(t(x)[2:3, ]), t(x[1, ]), t(x[1:2, 1])[1, 2], t(x[, 1])[, 1:2], aperm(x)[3:1, ], aperm(x, 1), aperm(x, c(1, 1)), aperm(x, c(1, 3)),
    head(x, 1), tail(x, 1), head(x, -1), tail(x, c(1, 2)), rev(x)[2:3], t(x)[cbind(1, 2)]
  )
  for (name in c("matrix", "labelled", "logical_matrix")) {
    expect_oracle(oracle_arrays[[name]], if (name == "logical_matrix") calls[c(1:8, 17:18)] else calls, caps = "1K")
  }
  cubes <- expression(
    aperm(x, c(3, 1, 2)), aperm(aperm(x, c(3, 1, 2)), c(2, 1, 3)), aperm(x, c(3, 1, 2))[2, , ], aperm(x[, 1, , drop = FALSE], c(2, 3, 1)),
    aperm(x[1, , ]), t(x), t(x[1, , ]), rev(x)[3:5], head(x, c(1, 2, NA)), tail(x, 1), aperm(x)[, , 1]
  )
  for (name in c("cube", "labelled_cube")) expect_oracle(oracle_arrays[[name]], cubes)
  expect_oracle(oracle_arrays$labelled_cube, expression(aperm(x, c("x", "y", "z"))), caps = "1K")
  vectors <- expression(t(x), rev(x), head(x, 2), tail(x, 2), tail(x, -1), t(x)[1, 2], t(t(x)), rev(x)[1], aperm(x))
  for (name in c("double", "named", "text", "empty", "one")) expect_oracle(oracle_arrays[[name]], vectors[if (name %in% c("empty", "one")) 1:4 else 1:9], caps = "1K")
  expect_oracle(oracle_arrays$one_d, expression(t(x), rev(x), head(x, 2), t(x)[1, 2:3]), caps = "1K")
})

test_that("reshaping is a view of the same elements", {
  calls <- expression(
    {dim(x) <- 6; x}, {dim(x) <- c(3, 2); x}, {dim(x) <- c(3, 2); x[2, ]}, {dim(x) <- c(3, 2); dim(x) <- c(2, 3); x},
    {dim(x) <- NULL; x}, {dim(x) <- c(1, 6, 1); x[1, 2:3, 1]}, {dim(x) <- c(3, 2); t(x)}, {dim(x) <- c(6, 1); x[2:3, ]}
  )
  for (name in c("matrix", "labelled")) expect_oracle(oracle_arrays[[name]], calls)
  x <- stored_as(1:6)
  error <- expect_kind(dim(x) <- c(2, 2), "argument")
  expect_match(conditionMessage(error), "h5_resize")
})
