parsed <- function(parts) parse_structure(parts$text, function(i) parts$leaves[[i]])

test_that("structures are told and read", {
  leaf <- function(x) list(kind = "leaf", value = x)
  nodes <- list(
    NULL, leaf(1:3), list(kind = "list", items = list(leaf("a"), NULL)), list(kind = "list", items = list()),
    list(kind = "call", items = list(leaf("f"), leaf(1)), names = c("", "x"), attributes = list(note = leaf("n"), none = NULL)),
    list(kind = "s4", value = c("A", "p"), attributes = list(x = list(kind = "pairlist", items = list(leaf(TRUE)))))
  )
  for (node in nodes) expect_identical(parsed(structure_parts(node)), node)
  expect_identical(
    structure_parts(list(kind = "list", items = list(leaf(c("a", "b")), NULL)))$text, "{\"ch5mpy\": {\"list\": [{\"leaf\": 1}, null]}}"
  )
})

test_that("a text that is no structure is a corrupt file", {
  inside <- c("", "{", "{\"leaf\": x}", "{\"list\": [null}", "null null", "{\"other\": 1}", "[]", "{\"list\": [null null]}", "{\"leaf\": 1", "{\"leaf\": 1, \"keys\": 2}")
  for (text in c("", "{}", "null", paste0("{\"ch5mpy\": ", inside, "}"))) expect_kind(parse_structure(text, function(i) "a"), "corrupt")
})

test_that("a structure that is nested without end is a corrupt file", {
  deep <- function(n) paste0("{\"ch5mpy\": ", strrep("{\"list\": [", n), "null", strrep("]}", n), "}")
  expect_type(parse_structure(deep(100), identity), "list")
  expect_kind(parse_structure(deep(5000), identity), "corrupt")
})

test_that("leaves of one attribute are not those of another", {
  expect_identical(is_leaf_of(c("a.1", "a.12", "a.x.1", "a", "b.1", "a.0", "a."), "a"), c(TRUE, TRUE, FALSE, FALSE, FALSE, FALSE, FALSE))
})
