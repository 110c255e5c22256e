test_that("functions that would load an array refuse and name as.array()", {
  x <- stored_as(c(3, 1, 2))
  for (call in expression(unique(x), duplicated(x), sort(x), median(x), quantile(x), summary(x), diff(x), scale(x), cut(x, 2), split(x, 1:3),
                          rep(x, 2))) {
    error <- expect_kind(eval(call), "unsupported")
    expect_match(conditionMessage(error), "as.array(x)", fixed = TRUE)
  }
})
