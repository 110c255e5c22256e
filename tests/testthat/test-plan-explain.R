test_that("a plan is told as a tree, with the datasets it reads", {
  x <- stored_as(matrix(as.double(1:6), 2))
  lines <- node_tree((exp(t(x)) * 2 + c(1, 2, 3))@node)
  expect_identical(lines[1:3], c("+: double [3 x 2]", "  *: double [3 x 2]", "    exp: double [3 x 2]"))
  expect_match(lines[4:5], "view, axes rearranged|dataset '/x' in '.*x.h5': double \\[2 x 3\\]")
  expect_match(lines[6:8], "2.0: double \\[1\\]|recycled: double \\[3 x 2\\]|values in memory: double \\[3\\]")
})

test_that("an explanation counts what is read once, and common subexpressions once", {
  x <- stored_as(matrix(as.double(1:6), 2), oracle_forms$contiguous)
  found <- explain_node(((x * 2) + (x * 2))@node)
  expect_identical(found$program, c("r1 <- *(x1, 2)", "r2 <- +(r1, r1)"))
  expect_identical(found$bytes, 48)
  expect_identical(found$block, c(2, 3))
  expect_identical(found$blocks, 1)
  expect_gt(found$memory, 48)
  expect_identical(explain_node(x@node)$program, "x1")
})

test_that("running sums and functions of R's are named", {
  x <- stored_as(c(1, 2, 3))
  tree <- explain_node(cumsum(h5_map(x, sqrt))@node)$tree
  expect_match(tree[1L], "^cumsum: double \\[3\\]")
  expect_match(tree[2L], "^  a function, by R: double")
  expect_match(explain_node((x < "b")@node)$tree[1L], "^<, by R: logical")
})
