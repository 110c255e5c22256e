test_that("blocks tile the array, in every shape and under every cap", {
  for (x in list(1:5000, matrix(1:6000, 60), array(1:24, 2:4), integer(0), matrix(integer(0), 0, 3))) {
    stored <- stored_as(x)
    for (cap in c("1K", "250M")) with_h5_options(list(max_memory = cap), {
      blocks <- h5_blocks(stored)
      seen <- x
      seen[] <- 0L
      for (block in blocks) {
        expect_length(block, max(1L, length(dim(x))))
        seen <- do.call(`[<-`, c(list(seen), block, list(value = do.call(`[`, c(list(seen), block, drop = FALSE)) + 1L)))
      }
      expect_true(all(seen == 1L))
      expect_true(cap == "250M" || length(x) < 1000 || length(blocks) > 1L)
    })
  }
})

test_that("a function is called on each block as on an ordinary array, and results are kept or combined", {
  m <- matrix(as.double(1:6000), 60, dimnames = list(paste0("r", 1:60), NULL))
  x <- stored_as(m)
  with_h5_options(list(max_memory = "4K"), {
    parts <- h5_apply(x, function(block, by) sum(block) * by, 2)
    expect_identical(sum(unlist(parts)), sum(m) * 2)
    expect_length(parts, length(h5_blocks(x)))
    expect_identical(h5_apply(x * 2, max, combine = max), max(m) * 2)
    expect_identical(Reduce(`+`, h5_apply(x, length)), 6000L)
    expect_identical(sort(unique(unlist(h5_apply(x, rownames)))), sort(rownames(m)))
    expect_identical(h5_apply(x[, 1], identity, combine = c), m[, 1])
  })
  expect_identical(h5_apply(x, function(block) NULL), list(NULL))
  expect_identical(h5_apply(stored_as(numeric(0)), sum), list())
})

test_that("an error of the function is the user's; random arrays and other objects are refused", {
  expect_error(h5_apply(stored_as(1:3), function(block) stop("mine")), "mine")
  expect_kind(h5_apply(h5_random(rnorm, 5), sum), "unsupported")
  expect_kind(h5_apply(1:3, sum), "argument")
  expect_kind(h5_explain(1), "argument")
})

test_that("an expression is explained without being computed", {
  x <- stored_as(matrix(as.double(1:6), 2), oracle_forms$contiguous)
  output <- capture.output(found <- h5_explain(sqrt(x - 5)))
  expect_match(output, "Program", all = FALSE)
  expect_match(output, "r2 <- sqrt(r1)", fixed = TRUE, all = FALSE)
  expect_match(output, "Blocks: 1 of 2 x 3", fixed = TRUE, all = FALSE)
  expect_match(output, "Reads: 48 bytes of elements", all = FALSE)
  expect_named(found, c("tree", "program", "block", "bytes", "memory", "threads", "blocks"))
})
