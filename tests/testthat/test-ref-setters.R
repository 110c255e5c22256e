test_that("attributes are set in an order in which R takes them", {
  x <- set_attributes(1:4, list(dimnames = list(NULL, c("a", "b")), class = "mine", dim = c(2L, 2L), note = "n"))
  expect_identical(x, structure(matrix(1:4, 2, dimnames = list(NULL, c("a", "b"))), class = "mine", note = "n"))
})

test_that("attributes that break what R relies on are corrupt", {
  bad <- list(
    list(1:4, "dim", c(3L, 3L)), list(1:4, "dim", c(-1L, -4L)), list(1:4, "dim", NA_integer_), list(1:2, "names", "a"), list(1:2, "names", 1:2),
    list(1:2, "dimnames", list("a")), list(1:2, "class", "factor"), list(1:2, "class", character()), list(1:2, "class", NA_character_), list(1:2, "class", 3),
    list(structure(1:3, levels = "a"), "class", "factor"), list(structure(1:2, levels = c("a", "a")), "class", "factor"),
    list(list(a = 1:2), "class", "data.frame"), list(structure(list(a = 1:2, b = 1), row.names = 1:2), "class", "data.frame"),
    list("a", "class", "Date"), list(1L, "class", "integer64"), list(list(1), "class", "POSIXlt"), list(1, "class", "ts"),
    list(1:3, "tsp", c(1, 2, 1)), list(list(1.5), "class", "numeric_version"), list(1, "class", "function"), list(1, "class", "environment")
  )
  for (case in bad) expect_kind(set_checked(case[[1L]], case[[2L]], case[[3L]]), "corrupt")
})

test_that("objects of R's own making pass", {
  for (x in c(battery_factors(), battery_times(), battery_frames())) {
    attributes <- attributes(x)
    expect_identical(set_attributes(bare_value(x), attributes), x)
  }
})
