test_that("a value that is put is got again, and its leaves go with it", {
  f <- local_h5()
  for (value in list(list(1, "a", list(TRUE)), list(2), 1:3, NULL, factor("x"), "__h5_NONE__", matrix(1:4, 2), array(1:2, 2))) {
    put_attribute(f, "", "v", value)
    expect_identical(get_attribute(f, "", "v"), value)
  }
  put_attribute(f, "", "v", list(1, 2, 3))
  put_attribute(f, "", "v", list(1))
  expect_setequal(cpp_attr_names(f, ""), c("v", "v.1"))
  put_attribute(f, "", "v", 5)
  expect_identical(cpp_attr_names(f, ""), "v")
  put_attribute(f, "", "v", list(1))
  drop_attribute(f, "", "v")
  expect_length(cpp_attr_names(f, ""), 0L)
})

test_that("numbered attributes of others are no leaves", {
  f <- local_h5()
  put_attribute(f, "", "a", 1)
  put_attribute(f, "", "a.1", 2)
  put_attribute(f, "", "b", list(1))
  names <- cpp_attr_names(f, "")
  expect_setequal(names[!which_leaves(f, "", names)], c("a", "a.1", "b"))
  put_attribute(f, "", "a", 3)
  expect_identical(get_attribute(f, "", "a.1"), 2)
})
