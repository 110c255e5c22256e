test_that("structures are told and read", {
  values <- list(
    list("a", NULL), list(NULL, c("x", NA)), list(r = c("a", "b"), NULL), list(), list(list(1L, list()), b = 2.5), NULL, 1:3
  )
  for (value in values) {
    parts <- structure_parts(value)
    expect_identical(parse_structure(parts$text, function(i) parts$leaves[[i]]), value)
  }
  expect_identical(structure_parts(list(c("a", "b"), NULL))$text, "{\"list\": [{\"leaf\": 1}, null]}")
})

test_that("a text that is no structure is a corrupt file", {
  for (text in c("", "{", "{\"leaf\": x}", "{\"list\": [null}", "null null", "{\"other\": 1}", "[]", "{\"list\": [null null]}")) {
    expect_kind(parse_structure(text, identity), "corrupt")
  }
})
