local_dict <- function(env = parent.frame(), ...) H5Dict(local_h5(env = env, ...))

test_that("a dict gives values as they are and large ones as handles", {
  d <- local_dict()
  d$i <- 1L
  d$s <- "text"
  d$v <- 1:3
  d$g <- list(x = TRUE)
  d$l <- list(1, "a")
  d["n"] <- list(NULL)
  expect_identical(d$i, 1L)
  expect_identical(d$s, "text")
  expect_s4_class(d$v, "H5Array")
  expect_s4_class(d$g, "H5Dict")
  expect_s4_class(d$l, "H5List")
  expect_null(d$n)
  expect_identical(names(d), c("i", "s", "v", "g", "l", "n"))
  expect_identical(length(d), 6L)
})

test_that("`$` is exact, absent names are NULL with `$` and an error with `[[`", {
  d <- local_dict()
  d$name <- 1
  expect_null(d$na)
  expect_null(d$absent)
  expect_true(is.null(d$absent))
  expect_kind(d[["absent"]], "not_found", name = "absent", path = h5_path(d))
  expect_kind(d[["name/x"]], "type")
  expect_kind(d[[2]], "subscript")
  expect_kind(d[[0]], "subscript")
  expect_kind(d[[NA_character_]], "subscript")
  expect_kind(d[[""]], "argument")
  expect_kind(d[["."]], "argument")
  expect_identical(d[[1]], 1)
})

test_that("paths lead through groups and are refused where only keys go", {
  d <- local_dict()
  d[["g/h/x"]] <- 5
  expect_identical(d[["g/h/x"]], 5)
  expect_identical(d$g$h$x, 5)
  expect_identical(d[[c("g", "h", "x")]], 5)
  d$p$q <- 1:2
  expect_identical(h5_read(d$p), list(q = 1:2))
  expect_kind(d$`a/b` <- 1, "argument")
  expect_kind(names(d) <- c("a/b", "c"), "argument")
  expect_kind(d["a/b"] <- list(1), "argument")
  expect_kind(h5_update(d, list("a/b" = 1)), "argument")
  expect_kind(d[["x"]][["y"]] <- 1, "not_found")
  d$l <- list(1)
  expect_kind(d[["l/x"]] <- 1, "type")
  expect_kind(d[["l/0"]], "type")
  d$s <- 1
  expect_kind(d[["s/x"]] <- 1, "type")
  expect_identical(h5_read(d$l), list(1))
  for (key in c("", ".", "a//b", "a/", ".m_dimnames")) expect_kind(d[[key]] <- 1, "argument")
})

test_that("`[` gives a plain list as base R picks it", {
  d <- local_dict()
  d$a <- 1
  d$b <- "x"
  plain <- list(a = 1, b = "x")
  expect_identical(d[c("b", "a")], plain[c("b", "a")])
  expect_identical(d[c("b", "no")], plain[c("b", "no")])
  expect_identical(d[-1], plain[-1])
  expect_identical(d[c(TRUE, NA)], plain[c(TRUE, NA)])
  expect_identical(d[], plain)
  expect_identical(d[0], plain[0])
  expect_kind(d[c(-1, 1)], "subscript")
  expect_kind(d[1, 2], "subscript")
})

test_that("what nested replacement hands back is recognised and not copied", {
  d <- local_dict()
  d$x <- 1:3
  d$g <- list(k = 1)
  d$l <- list(list(a = 1))
  x <- d$x
  g <- d$g
  d$x[2] <- 6L
  names(d$g)[1] <- "m"
  d$l[[1]]$a <- 2
  d$x <- d$x
  d["x"] <- list(d$x)
  h5_attributes(d$x)$u <- 1
  expect_identical(as.vector(x), c(1L, 6L, 3L))
  expect_identical(h5_attributes(d$x)$u, 1)
  expect_identical(names(g), "m")
  expect_identical(h5_read(d$l), list(list(a = 2)))
  d$x <- d$x[2:3]
  expect_identical(h5_read(d$x), c(6L, 3L))
  expect_kind(as.vector(x), "stale")
  d$y <- d$x
  d$y[1] <- 0L
  expect_identical(h5_read(d)[c("x", "y")], list(x = c(6L, 3L), y = c(0L, 3L)))
})

test_that("a dict is not stored inside itself", {
  d <- local_dict()
  d$g <- list(x = 1)
  expect_kind(d$self <- d, "argument")
  expect_kind(d$g$inner <- d$g, "argument")
  expect_kind(d$g$up <- d, "argument")
  expect_identical(h5_read(d), list(g = list(x = 1)))
  d$copy <- d$g
  d$copy$x <- 2
  expect_identical(h5_read(d), list(g = list(x = 1), copy = list(x = 2)))
})

test_that("replaced and renamed keys keep their places, new ones come last", {
  d <- local_dict()
  for (key in c("a", "b", "c")) d[[key]] <- 1
  d$a <- 1:5
  expect_identical(names(d), c("a", "b", "c"))
  d$z <- 1
  d$b <- list(x = 1)
  expect_identical(names(d), c("a", "b", "c", "z"))
  names(d)[2] <- "B"
  expect_identical(names(d), c("a", "B", "c", "z"))
  names(d) <- c("c", "a", "z", "B")
  expect_identical(names(d), c("c", "a", "z", "B"))
  expect_identical(h5_read(d), list(c = 1:5, a = list(x = 1), z = 1, B = 1))
  d$a <- NULL
  d$a <- 2
  expect_identical(names(d), c("c", "z", "B", "a"))
  expect_kind(names(d) <- c("x", "x", "y", "z"), "argument")
  expect_kind(names(d) <- "x", "argument")
  expect_kind(names(d) <- NULL, "argument")
  expect_identical(names(d), c("c", "z", "B", "a"))
})

test_that("renamed handles follow, replaced and deleted ones answer no more", {
  d <- local_dict()
  d$a <- 1:3
  d$b <- list(x = 1)
  a <- d$a
  b <- d$b
  names(d) <- c("b", "a")
  expect_identical(as.vector(a), 1:3)
  expect_identical(b$x, 1)
  expect_identical(h5_name(b), "/a")
  d$a <- 0
  expect_kind(b$x, "stale")
  d$b <- NULL
  expect_kind(as.vector(a), "not_found")
})

test_that("a shorter length deletes the last keys, a longer one lacks names", {
  d <- H5Dict(local_h5())
  h5_update(d, list(a = 1, b = c(x = 1, y = 2), c = 3))
  length(d) <- 3
  expect_identical(names(d), c("a", "b", "c"))
  length(d) <- 1
  expect_identical(cpp_node_names(d, ""), "a")
  expect_kind(length(d) <- 2, "argument")
  length(d) <- 0
  expect_identical(length(d), 0L)
})

test_that("NULL deletes, list(NULL) stores one", {
  d <- local_dict()
  d$a <- 1
  d$m <- matrix(1:2, 1, dimnames = list("r", NULL))
  d$absent <- NULL
  d$m <- NULL
  expect_identical(h5_ls(h5_file(d))$name, "a")
  d["b"] <- list(NULL)
  expect_identical(h5_read(d), list(a = 1, b = NULL))
  expect_null(d[["b"]])
  d[c("a", "b")] <- NULL
  expect_identical(h5_read(d), list(a = 1)[0])
})

test_that("nothing is written through a handle for reading", {
  f <- local_h5()
  h5_write(list(x = 1), f, "g")
  d <- H5Dict(f[["g"]], "r")
  expect_kind(d$x <- 2, "mode")
  expect_kind(d$x <- NULL, "mode")
  expect_kind(d["x"] <- list(2), "mode")
  expect_kind(names(d) <- "y", "mode")
  expect_kind(h5_update(d, list(x = 2)), "mode")
  expect_identical(h5_read(d), list(x = 1))
})

test_that("functions that take lists take dicts", {
  d <- local_dict()
  d$a <- 1:4
  d$b <- c(2.5, 3.5)
  expect_identical(lapply(d, mean), list(a = 2.5, b = 3))
  expect_identical(sapply(d, length), c(a = 4L, b = 2L))
  expect_identical(Map(function(x, y) y, d, 1:2), list(a = 1L, b = 2L))
  expect_identical(vapply(d, function(x) is(x, "H5Array"), NA), c(a = TRUE, b = TRUE))
  expect_identical(unlist(d), unlist(list(a = 1:4, b = c(2.5, 3.5))))
  expect_identical(names(rev(d)), c("b", "a"))
  expect_identical(names(c(d, list(z = 1))), c("a", "b", "z"))
  expect_identical(rapply(h5_read(d), sum, how = "list"), list(a = 10L, b = 6))
  seen <- character()
  for (k in names(d)) seen <- c(seen, k)
  expect_identical(seen, c("a", "b"))
  expect_identical(seq_along(d), 1:2)
})

test_that("as.environment() binds each key actively and locks", {
  d <- local_dict()
  d$a <- 1
  d$b <- list(x = 2)
  e <- as.environment(d)
  expect_identical(ls(d), c("a", "b"))
  expect_identical(get("a", d), 1)
  expect_true(exists("a", d))
  expect_false(exists("mean", d))
  assign("a", 5, d)
  expect_identical(d$a, 5)
  e$a <- NULL
  expect_identical(h5_read(d), list(a = NULL, b = list(x = 2)))
  expect_error(assign("new", 1, envir = e))
  expect_identical(mget("a", envir = e), list(a = NULL))
  expect_identical(parent.env(e), emptyenv())
  expect_identical(eapply(e, class)$b[1], "H5Dict")
})

test_that("with() reads what it uses and keeps assignments to itself", {
  d <- local_dict()
  d$a <- 2
  y <- 10
  expect_identical(with(d, {
    b <- a * y
    b + 1
  }), 21)
  expect_identical(names(d), "a")
})

test_that("h5_update() and modifyList() merge in the file in one step", {
  d <- local_dict()
  d$a <- list(x = 1, y = 2)
  d$b <- 1
  x <- d$a
  result <- h5_update(d, list(a = list(y = NULL, z = list(q = 1)), b = list(1), c = "new"))
  expect_true(h5_same(result, d))
  expect_identical(h5_read(d), list(a = list(x = 1, z = list(q = 1)), b = list(1), c = "new"))
  expect_identical(x$x, 1)
  expect_true(h5_same(modifyList(d, list(b = NULL)), d))
  expect_identical(names(d), c("a", "c"))
  expect_kind(h5_update(d, list(a = list(x = 5), c = unstorable)), "type")
  expect_identical(d$a$x, 1)
  modifyList(d, list(c = NULL), keep.null = TRUE)
  expect_identical(h5_read(d)["c"], list(c = NULL))
  expect_kind(h5_update(d, list(1)), "argument")
  expect_kind(h5_update(d, 1), "argument")
  expect_kind(h5_update(1, list()), "argument")
  expect_identical(modifyList(list(a = 1), list(b = 2)), list(a = 1, b = 2))
  other <- local_dict()
  other$a <- list(w = 1:3)
  h5_update(d, other)
  expect_identical(h5_read(d$a), list(x = 1, z = list(q = 1), w = 1:3))
})

test_that("keys complete", {
  d <- local_dict()
  d$alpha <- 1
  d$beta <- 2
  expect_identical(utils::.DollarNames(d, "^a"), "alpha")
})

test_that("odd keys are kept as they are", {
  d <- local_dict()
  keys <- c("with space", "\u00e9 \u4e2d", "a.b", "..", "%d", "'", "\\", "_", "1")
  for (k in seq_along(keys)) d[[keys[k]]] <- k
  expect_identical(names(d), keys)
  expect_identical(unlist(as.list(d), use.names = FALSE), seq_along(keys))
  latin <- "\xe9"
  Encoding(latin) <- "latin1"
  d[[latin]] <- "l1"
  expect_identical(d[["\u00e9"]], "l1")
})

test_that("short sequences of operations do to a dict what they do to a list", {
  for (seed in 1:150) {
    d <- local_dict()
    expect_same_sequence(d, list(a = 1)[0], random_dict_operation, 8L, seed)
    h5_close(d)
  }
})

test_that("a closed handle is closed before it is anything else", {
  path <- local_h5()
  h5_write(list(a = 1, l = list(1)), path, "/")
  d <- H5Dict(path)
  l <- d$l
  h5_close(d)
  expect_error(d$a <- 2, class = "ch5mpy_error_closed")
  expect_error(h5_push(l, 2), class = "ch5mpy_error_closed")
  expect_error(h5_write(2, d, "b"), class = "ch5mpy_error_closed")
  expect_error(H5Dict(d, "r+"), class = "ch5mpy_error_closed")
})

test_that("several subscripts that lead past a value are a classed error", {
  d <- H5Dict(local_h5())
  d$a <- 1
  expect_error(d[[c("a", "b")]], class = "ch5mpy_error_subscript")
  d$l <- list(1)
  expect_error(d$l[[c(1, 2)]], class = "ch5mpy_error_subscript")
})
