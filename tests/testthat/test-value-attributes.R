test_that("names that the package uses itself get a dot", {
  names <- c("note", "order", "type", ".order", "..order", ".Environment", "names", "x__", "class")
  expect_identical(attribute_of(own_name(names)), names)
  expect_identical(own_name(c("class", "order")), c("__r_class__", "__r_.order__"))
  expect_false(anyDuplicated(own_name(names)) > 0L)
})

test_that("a user's attributes stay when the package's are written and read", {
  d <- H5Dict(local_h5())
  d$x <- structure(1:3, note = "n", order = 3L)
  h5_attributes(d$x)$unit <- "mm"
  expect_identical(h5_read(d$x), structure(1:3, note = "n", order = 3L))
  expect_identical(as.list(h5_attributes(d$x)), list(unit = "mm"))
})
