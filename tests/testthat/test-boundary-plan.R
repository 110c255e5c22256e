# Plans as R hands them to C++: what comes back is what base R computes, whatever the cap and the chunks.

caps <- list("1", "300", "5K", Inf)

stored_node <- function(file, name, x, chunk = NULL, order = "R") {
  cpp_value_write(file, name, x, list(chunk = chunk, scalar = FALSE, order = order))
  handle <- file[[name]]
  handle@order <- order
  node_of_handle(handle, x)
}

node_of_handle <- function(handle, x) {
  dim <- if (is.null(dim(x))) length(x) else dim(x)
  list(op = "dataset", type = typeof(x), dim = as.double(dim), vector = is.null(dim(x)), handle = handle)
}

value <- function(x) {
  dim <- if (is.null(dim(x))) length(x) else dim(x)
  list(op = "value", type = typeof(x), dim = as.double(dim), vector = is.null(dim(x)), value = as.vector(x))
}

# An elementwise call; the type is base's. Shorter operands are recycled as R's side does it.
call_of <- function(fun, ..., params = list()) {
  args <- list(...)
  lengths <- vapply(args, function(arg) prod(arg$dim), 0)
  shape <- args[[which.max(lengths)]]
  samples <- lapply(args, function(arg) vector(arg$type, 1L))
  type <- typeof(suppressWarnings(do.call(fun, c(samples, params))))
  args <- lapply(args, function(arg) {
    n <- prod(arg$dim)
    if (n == prod(shape$dim) || (n == 1 && arg$op == "value")) return(arg)
    list(op = "recycle", type = arg$type, dim = shape$dim, vector = shape$vector, x = arg)
  })
  list(op = "call", fun = fun, type = type, dim = shape$dim, vector = shape$vector, args = args, params = params)
}

view_of <- function(node, index, perm = NULL, dim = NULL) {
  extents <- mapply(function(entry, extent) {
    if (is.null(entry)) extent else if (is.list(entry)) entry$n else length(entry)
  }, index, node$dim)
  result <- if (is.null(perm)) extents else extents[perm]
  list(op = "view", type = node$type, dim = as.double(if (is.null(dim)) result else dim), vector = FALSE,
       x = node, index = index, perm = perm)
}

collected <- function(node) cpp_plan_collect(node)$value

with_warnings <- function(expr) {
  warnings <- character()
  value <- withCallingHandlers(expr, warning = function(w) {
    warnings <<- c(warnings, conditionMessage(w))
    invokeRestart("muffleWarning")
  })
  list(value = value, warnings = warnings)
}

# The plan gives base's elements and warnings under each cap.
expect_collects <- function(node, expr) {
  base <- with_warnings(expr)
  for (cap in caps) {
    got <- with_h5_options(list(max_memory = cap), cpp_plan_collect(node))
    expect_identical(got$value, as.vector(base$value), info = paste("cap", cap))
    expect_setequal(got$warnings, unique(base$warnings))
  }
}

test_that("a stored array is read as it was written, whatever its chunks", {
  file <- local_h5()
  x <- array(rnorm(2 * 30 * 7), c(2, 30, 7))
  for (chunk in list(NULL, FALSE, c(2, 4, 3), c(1, 30, 1))) {
    expect_collects(stored_node(file, "x", x, chunk), x)
    expect_collects(stored_node(file, "y", x, chunk, order = "C"), x)
  }
  expect_collects(stored_node(file, "s", c("a", NA, "", "\u00e9")), c("a", NA, "", "\u00e9"))
  expect_collects(stored_node(file, "l", c(TRUE, NA, FALSE)), c(TRUE, NA, FALSE))
  expect_collects(stored_node(file, "z", c(1+2i, NA)), c(1+2i, NA))
  expect_collects(stored_node(file, "b", as.raw(0:3)), as.raw(0:3))
})

test_that("arithmetic, comparison and logic have base's values, types and warnings", {
  file <- local_h5()
  numbers <- list(
    double = c(0, -0, 1, -1.5, 2, 3, NA, NaN, Inf, -Inf, 1e300, 5e-324, 7, -7),
    integer = c(0L, 1L, -1L, 2L, NA, .Machine$integer.max, -.Machine$integer.max, 7L, -7L, 3L),
    logical = c(TRUE, FALSE, NA)
  )
  operators <- c("+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", "<=", ">", ">=", "&", "|")
  for (a in names(numbers)) for (b in names(numbers)) {
    grid <- expand.grid(x = numbers[[a]], y = numbers[[b]])
    x <- stored_node(file, "x", grid$x, chunk = 16)
    y <- stored_node(file, "y", grid$y, chunk = FALSE)
    for (op in operators) {
      base <- with_warnings(do.call(op, list(grid$x, grid$y)))
      got <- with_h5_options(list(max_memory = "1K"), cpp_plan_collect(call_of(op, x, y)))
      expect_identical(got$value, base$value, info = paste(a, op, b))
      expect_setequal(got$warnings, unique(base$warnings))
      one <- numbers[[b]][3]
      expect_identical(collected(call_of(op, x, value(one))), suppressWarnings(do.call(op, list(grid$x, one))),
                       info = paste(a, op, one))
      expect_identical(collected(call_of(op, value(one), x)), suppressWarnings(do.call(op, list(one, grid$x))),
                       info = paste(one, op, a))
    }
  }
})

test_that("of NA and NaN the one comes out that base R gives, also when operands are recycled", {
  file <- local_h5()
  pairs <- list(c(NA, NaN, 1), c(NaN, NA, NA))
  for (op in c("+", "-", "*", "/", "^", "%%", "%/%")) for (p in pairs) {
    long <- rep(rev(p), 4)
    x <- stored_node(file, "x", long)
    short <- stored_node(file, "y", p)
    expect_collects(call_of(op, x, short), do.call(op, list(long, p)))
    expect_collects(call_of(op, short, x), do.call(op, list(p, long)))
    expect_collects(call_of(op, x, value(NaN)), do.call(op, list(long, NaN)))
    for (one in list(NA_real_, NA, NA_integer_)) {
      expect_collects(call_of(op, value(one), x), do.call(op, list(one, long)))
      expect_collects(call_of(op, x, value(one)), do.call(op, list(long, one)))
    }
  }
})

test_that("mathematical functions have base's values and warnings", {
  file <- local_h5()
  x <- c(-2.5, -1, -0.5, 0, 0.5, 1, 2, 3.7, 10, 171.5, 1e10, NA, NaN, Inf, -Inf, 2.5, -3)
  functions <- c(
    "abs", "sign", "sqrt", "floor", "ceiling", "trunc", "exp", "expm1", "log", "log2", "log10", "log1p", "cos",
    "sin", "tan", "acos", "asin", "atan", "cosh", "sinh", "tanh", "acosh", "asinh", "atanh", "cospi", "sinpi",
    "tanpi", "gamma", "lgamma", "digamma", "trigamma", "round", "signif", "is.na", "is.nan", "is.finite",
    "is.infinite", "!", "-", "+"
  )
  integers <- c(-5L, 0L, 3L, NA)
  real <- stored_node(file, "x", x, chunk = 3)
  whole <- stored_node(file, "i", integers)
  for (fun in functions) {
    expect_collects(call_of(fun, real), do.call(fun, list(x)))
    expect_collects(call_of(fun, whole), do.call(fun, list(integers)))
  }
  for (digits in c(-1, 0, 2)) {
    expect_collects(call_of("round", real, params = list(digits = digits)), round(x, digits))
    expect_collects(call_of("signif", real, params = list(digits = digits + 2)), signif(x, digits + 2))
  }
  expect_collects(call_of("log", real, params = list(base = 3)), log(x, 3))
})

test_that("integers overflow to NA with base's warning", {
  file <- local_h5()
  x <- stored_node(file, "x", c(.Machine$integer.max, 1L))
  expect_collects(call_of("+", x, value(1L)), c(.Machine$integer.max, 1L) + 1L)
})

test_that("modulus warns when no digit is left", {
  file <- local_h5()
  expect_collects(call_of("%%", stored_node(file, "x", c(1e300, 5)), value(3)), c(1e300, 5) %% 3)
})

test_that("views select, reverse, repeat, permute and reshape like base R", {
  file <- local_h5()
  x <- array(as.double(1:120), c(4, 5, 6))
  for (order in c("R", "C")) for (chunk in list(FALSE, c(3, 2, 4))) {
    node <- stored_node(file, "x", x, chunk, order)
    index <- list(list(from = 4, by = -1, n = 4), c(5, 1, 5, NA), NULL)
    expect_collects(view_of(node, index, c(3L, 1L, 2L)), aperm(x[4:1, c(5, 1, 5, NA), ], c(3, 1, 2)))
    flat <- view_of(node, list(NULL, NULL, NULL), dim = 120)
    expect_collects(view_of(flat, list(list(from = 7, by = 1, n = 90))), as.vector(x)[7:96])
    expect_collects(view_of(flat, list(c(120, 1, NA, 50, 50))), as.vector(x)[c(120, 1, NA, 50, 50)])
    row <- view_of(node, list(list(from = 2, by = 1, n = 1), NULL, NULL), dim = c(5, 6))
    expect_collects(view_of(row, list(c(1, 3), list(from = 6, by = -2, n = 3)), 2:1), t(x[2, c(1, 3), c(6, 4, 2)]))
    shape <- view_of(flat, list(NULL), dim = c(10, 12))
    expect_collects(view_of(shape, list(list(from = 2, by = 3, n = 3), c(12, 1))), matrix(x, 10)[c(2, 5, 8), c(12, 1)])
  }
})

test_that("views of expressions are those of what the expression gives", {
  file <- local_h5()
  x <- matrix(as.double(1:20), 4)
  node <- stored_node(file, "x", x, c(2, 2))
  sum <- call_of("+", call_of("*", node, value(2)), value(c(10, 20, 30)))
  base <- suppressWarnings(x * 2 + c(10, 20, 30, 10, 20))
  base <- x * 2 + rep_len(c(10, 20, 30), 20)
  expect_collects(sum, base)
  expect_collects(view_of(sum, list(c(4, 1), list(from = 5, by = -2, n = 3)), 2:1), t(base[c(4, 1), c(5, 3, 1)]))
})

test_that("reductions are base's, with na.rm and without elements too", {
  file <- local_h5()
  cases <- list(
    c(3, 1, 2), c(1, NA, NaN), c(NaN, NA), c(Inf, -Inf), numeric(), c(NA_real_, NaN, 4), c(0.1, 0.2, 0.3),
    3:1, c(NA, 2L), integer(), c(.Machine$integer.max, 5L), c(TRUE, NA, FALSE), c(FALSE, FALSE), c(TRUE, NA),
    logical(), c(1e308, 1e308)
  )
  for (x in cases) {
    node <- stored_node(file, "x", x)
    for (what in c("sum", "prod", "min", "max", "range", "mean", "any", "all")) for (na_rm in c(FALSE, TRUE)) {
      base <- with_warnings(do.call(what, list(x, na.rm = na_rm)))
      got <- cpp_plan_reduce(node, what, na_rm)
      expect_identical(got$value, base$value, info = paste(what, deparse(x), na_rm))
      expect_identical(got$warnings, base$warnings, info = paste(what, deparse(x), na_rm))
    }
  }
})

test_that("sums have the same bits whatever cap and chunks", {
  file <- local_h5()
  set.seed(1)
  x <- matrix(rnorm(6000) * 10^runif(6000, -5, 5), 60)
  sums <- c()
  for (chunk in list(FALSE, c(7, 9), c(60, 1))) for (cap in caps) {
    node <- call_of("*", stored_node(file, "x", x, chunk), value(1.1))
    got <- with_h5_options(list(max_memory = cap), {
      c(cpp_plan_reduce(node, "sum", FALSE)$value, cpp_plan_reduce(node, "prod", FALSE)$value)
    })
    sums <- rbind(sums, unname(got))
  }
  expect_identical(nrow(unique(sums)), 1L)
  expect_equal(sums[1, 1], sum(x * 1.1))
  expect_identical(sums[1, 2], prod(x * 1.1))
})

test_that("casts convert as base does", {
  file <- local_h5()
  x <- c(1.9, -1.9, NA, NaN, 3e9, 0)
  node <- stored_node(file, "x", x)
  cast <- function(type) list(op = "cast", x = node, type = type, dim = 6, vector = TRUE)
  expect_collects(cast("integer"), as.integer(x))
  expect_collects(cast("logical"), as.logical(x))
  expect_collects(cast("complex"), as.complex(x))
})

test_that("positions of TRUE and of NA are found in order", {
  file <- local_h5()
  x <- matrix(c(5, NA, 1, 7, 3, 9, NA, 2), 2)
  node <- call_of(">", stored_node(file, "x", x, c(1, 2)), value(2))
  for (cap in caps) {
    found <- with_h5_options(list(max_memory = cap), cpp_plan_points(node))
    expect_identical(found$positions, as.double(which(x > 2)))
    expect_identical(found$missing, as.double(which(is.na(x))))
  }
})

test_that("random numbers are those of one call, whatever the cap", {
  file <- local_h5()
  drawn <- list(op = "random", fun = rnorm, args = list(mean = 1:3), type = "double", dim = c(50, 20), vector = FALSE)
  other <- list(op = "random", fun = runif, args = list(), type = "double", dim = c(50, 20), vector = FALSE)
  for (cap in caps) {
    set.seed(1)
    got <- with_h5_options(list(max_memory = cap), collected(drawn))
    set.seed(1)
    expect_identical(got, rnorm(1000, mean = 1:3))
    set.seed(2)
    got <- with_h5_options(list(max_memory = cap), collected(view_of(call_of("+", drawn, other), list(NULL, 20:1))))
    set.seed(2)
    base <- matrix(rnorm(1000, mean = 1:3), 50) + runif(1000)
    expect_identical(got, as.vector(base[, 20:1]))
  }
  wrong <- list(op = "random", fun = function(n) 1, args = list(), type = "double", dim = 3, vector = TRUE)
  expect_error(cpp_plan_collect(wrong), class = "ch5mpy_error_type")
})

test_that("an error inside a drawing function is the user's error", {
  failing <- list(op = "random", fun = function(n) stop("no luck"), args = list(), type = "double", dim = 3, vector = TRUE)
  expect_error(cpp_plan_collect(failing), "no luck")
})

test_that("expressions are stored as new datasets in one step", {
  file <- local_h5()
  x <- matrix(as.double(1:600), 20)
  node <- stored_node(file, "x", x, c(6, 7))
  for (cap in caps) for (spec in list(list(), list(chunk = c(5, 5), compression = "gzip-4"), list(order = "C"))) {
    with_h5_options(list(max_memory = cap), cpp_plan_write(call_of("*", node, value(2)), file, "y", spec))
    order <- if (is.null(spec$order)) "R" else "C"
    handle <- file[["y"]]
    handle@order <- order
    expect_identical(collected(node_of_handle(handle, x)), as.vector(x * 2))
  }
  # Reading what is replaced.
  with_h5_options(list(max_memory = "500"), cpp_plan_write(call_of("+", node, value(1)), file, "x", list()))
  expect_identical(collected(node_of_handle(file[["x"]], x)), as.vector(x + 1))
})

test_that("logical expressions are stored with NA when they have one, however late it comes", {
  file <- local_h5()
  x <- c(as.double(1:5000), NA)
  node <- stored_node(file, "x", x)
  for (cap in list("1K", "10M")) {
    with_h5_options(list(max_memory = cap), cpp_plan_write(call_of(">", node, value(10)), file, "y", list()))
    expect_identical(collected(node_of_handle(file[["y"]], x > 10)), x > 10)
  }
})

test_that("assignment through any view gives what base R gives, also over itself", {
  file <- local_h5()
  x <- matrix(as.double(1:42), 6)
  for (cap in caps) for (chunk in list(FALSE, c(4, 3))) with_h5_options(list(max_memory = cap), {
    node <- stored_node(file, "x", x, chunk)
    base <- x
    cpp_plan_assign(view_of(node, list(c(6, 1), NULL)), view_of(node, list(c(2, 3), NULL)))
    base[c(6, 1), ] <- base[2:3, ]
    expect_identical(collected(node), as.vector(base))
    cpp_plan_assign(view_of(node, list(NULL, list(from = 2, by = 1, n = 6))), view_of(node, list(NULL, list(from = 1, by = 1, n = 6))))
    base[, 2:7] <- base[, 1:6]
    expect_identical(collected(node), as.vector(base))
    cpp_plan_assign(node, call_of("*", node, value(2)))
    base[] <- base * 2
    expect_identical(collected(node), as.vector(base))
    flat <- view_of(node, list(NULL, NULL), dim = 42)
    cpp_plan_assign(flat, view_of(flat, list(list(from = 42, by = -1, n = 42))))
    base[] <- rev(base)
    expect_identical(collected(node), as.vector(base))
    cpp_plan_assign(view_of(flat, list(c(40, 2, 40))), value(c(-1, -2, -3)))
    base[c(40, 2, 40)] <- c(-1, -2, -3)
    expect_identical(collected(node), as.vector(base))
    cpp_plan_assign(view_of(flat, list(c(3, NA, 5))), value(0))
    base[c(3, 5)] <- 0
    expect_identical(collected(node), as.vector(base))
    expect_error(cpp_plan_assign(view_of(flat, list(c(3, NA))), value(c(1, 2))), class = "ch5mpy_error_subscript")
  })
})

test_that("a dataset seen in both orders is one target", {
  file <- local_h5()
  x <- matrix(as.double(1:16), 4)
  node <- stored_node(file, "x", x, c(2, 2))
  handle <- file[["x"]]
  handle@order <- "C"
  other <- node_of_handle(handle, x)
  with_h5_options(list(max_memory = "40"), cpp_plan_assign(node, other))
  expect_identical(collected(node), as.vector(t(x)))
})

test_that("an assignment that fails half-way leaves the file as it was", {
  file <- local_h5()
  x <- as.double(1:2000)
  cases <- list(double = x, integer = 1:2000, character = as.character(1:2000), logical = rep(TRUE, 2000))
  failing <- function(type) {
    list(op = "random", type = type, dim = 2000, vector = TRUE, args = list(), fun = local({
      drawn <- 0
      function(n) {
        drawn <<- drawn + n
        if (drawn > 1500) stop("no luck")
        vector(type, n)
      }
    }))
  }
  for (case in cases[c("double", "integer", "logical")]) {
    node <- stored_node(file, "x", case, 100)
    with_h5_options(list(max_memory = "3K"), {
      expect_error(cpp_plan_assign(node, failing(typeof(case))), "no luck")
    })
    expect_identical(collected(node), case)
  }
  node <- stored_node(file, "i", 1:2000, 100)
  late <- value(c(as.double(1:1999), 0.5))
  with_h5_options(list(max_memory = "3K"), {
    expect_error(cpp_plan_assign(node, late), class = "ch5mpy_error_type")
  })
  expect_identical(collected(node), 1:2000)
})

test_that("a value that the stored type cannot hold is an error and nothing is written", {
  file <- local_h5()
  node <- stored_node(file, "x", 1:3)
  expect_error(cpp_plan_assign(node, value(c(1, 2, 2.5))), class = "ch5mpy_error_type")
  expect_error(cpp_plan_assign(node, value(c("a", "b", "c"))), class = "ch5mpy_error_type")
  expect_identical(collected(node), 1:3)
})

test_that("a computed array is no target", {
  file <- local_h5()
  node <- stored_node(file, "x", 1:3)
  expect_error(cpp_plan_assign(call_of("+", node, value(1L)), value(1:3)), class = "ch5mpy_error_argument")
})

test_that("text is assigned, copied and compared", {
  file <- local_h5()
  x <- c("a", NA, "ccc", "")
  node <- stored_node(file, "x", x)
  expect_collects(call_of("==", node, value("a")), x == "a")
  expect_collects(call_of("is.na", node), is.na(x))
  cpp_plan_assign(view_of(node, list(list(from = 4, by = -1, n = 4))), node)
  expect_identical(collected(node), rev(x))
  cpp_plan_write(node, file, "y", list())
  expect_identical(collected(node_of_handle(file[["y"]], x)), rev(x))
  cpp_plan_assign(node, list(op = "fill", value = NA, type = "logical", dim = 4, vector = TRUE))
  expect_identical(collected(node), rep(NA_character_, 4))
})
