h_reshaped <- function(x, dim) {
  dim(x) <- dim
  x
}

test_that("C++ computes the elements that base R computes from the same plan", {
  x <- array(as.double(1:60), 3:5)
  here <- environment()
  handles <- lapply(oracle_forms[1:3], function(form) stored_as(x, form, here))
  for (h in handles) {
    arrays <- list(
      h, h[2:3, , ], t(h[1, , ]) * 2, h[, c(4, 1, 1), ] + 1, aperm(h, c(3, 1, 2))[5:1, , 2], rev(h)[c(1, 60, 7)], sqrt(h[h > 30]),
      (h + 1)[, 2, ] %% 7 > 2, h + c(1, 2, 3), h_reshaped(h, c(12, 5))[c(12, 1, 5), 2:3], h[c(1, NA), 2, ]
    )
    for (a in arrays) {
      for (cap in c("1K", "250M")) {
        expect_identical(
          with_h5_options(list(max_memory = cap), cpp_plan_collect(a@node)$value), reference_elements(a@node, function(handle) x)
        )
      }
    }
  }
})

test_that("warnings of a plan and of its work are raised once each", {
  x <- stored_as(c(-1, -2, -3, -4, -5))
  y <- sqrt(x + 1:2) + sqrt(x)
  expect_setequal(
    outcome_of(y)$warnings, c("longer object length is not a multiple of shorter object length", "NaNs produced")
  )
})
