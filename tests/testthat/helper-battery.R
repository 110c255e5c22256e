# Objects of all kinds that R users have, by name: what is stored and read again must be identical.
# Self-contained: it is also run in another process, which compares with what it makes itself.

# Formulas have the global environment, which every process has.
in_global <- function(code) eval(code, globalenv())

battery_vectors <- function() {
  list(
    null = NULL, true = TRUE, na = NA, one = 1, one_integer = 1L, na_real = NA_real_, nan = NaN, inf = c(Inf, -Inf),
    minus_zero = -0, tiny = 5e-324, text = "a", empty_text = "", na_text = NA_character_, complex = 1+2i,
    complex_na = complex(real = c(NA, 1, NaN), imaginary = c(2, NA, 0)), raw = as.raw(0:255), one_raw = as.raw(7),
    logical0 = logical(), integer0 = integer(), double0 = double(), character0 = character(), complex0 = complex(), raw0 = raw(),
    reals = c(1.5, NA, NaN, -Inf, pi), integers = c(1L, NA, -.Machine$integer.max), logicals = c(TRUE, NA, FALSE),
    texts = c("x", NA, "", "\u00e9\u4e2d", "a\nb", "\"q\"", "__h5_NONE__", "NA"), utf8 = "\u00fcber", emoji = "\U1F600",
    na_and_nan = c(NA_real_, NaN, NA_real_), many = seq(0.1, 100, by = 0.1)
  )
}

battery_named <- function() {
  in_global(quote(list(
    named = c(a = 1, b = 2), partly_named = c(a = 1L, 2L, c = NA), twice_named = c(a = TRUE, a = FALSE),
    na_named = stats::setNames(1:2, c("a", NA)), one_named = c(x = "y"), empty_named = stats::setNames(character(), character()),
    named_utf8 = c("\u00e9" = 1), named_complex = c(z = 1i), named_raw = stats::setNames(as.raw(1:2), c("p", "q")),
    commented = structure(1:3, comment = "a comment"), noted = structure(c(1.5, 2), note = "n", unit = c(a = 1, b = 2)),
    with_list = structure("x", meta = list(a = 1, "b", NULL, c = list(TRUE))), with_formula = structure(1, f = y ~ x + log(z)),
    with_symbol = structure(1L, s = as.name("abc"), e = quote(expr = )), with_function_call = structure(1L, cl = quote(f(x, y = 2)[, 1])),
    with_factor = structure(1:2, fac = factor(c("u", "v"))), with_nothing = structure(1:2, empty = list(), zero = integer()),
    odd_names = structure(1:2, order = 2:1, type = "t", package = "p", names2 = 1, .order = 3),
    text_like_json = structure(1, json = "{\"ch5mpy\": null}", none = "__h5_NONE__")
  )))
}

battery_arrays <- function() {
  list(
    matrix = matrix(1:6, 2), row = matrix(1:3, 1), no_rows = matrix(numeric(), 0, 3), no_columns = matrix("", 2, 0),
    labelled = matrix(c(1, NA, 3, 4), 2, dimnames = list(c("a", "b"), c("x", "y"))),
    half_labelled = matrix(1:4, 2, dimnames = list(NULL, c("x", "y"))),
    named_dimnames = matrix(1:4, 2, dimnames = list(rows = c("a", "b"), cols = NULL)),
    one_dimensional = array(1:3, 3), one_dimensional_named = array(1:3, 3, list(c("a", "b", "c"))),
    cube = array(as.double(1:24), 2:4), five = array(1:32, rep(2, 5)), text_matrix = matrix(c("a", NA, "", "d"), 2),
    logical_matrix = matrix(c(TRUE, NA, FALSE, TRUE), 2), complex_matrix = matrix(complex(real = 1:4, imaginary = 4:1), 2),
    raw_matrix = matrix(as.raw(1:4), 2), one_by_one = matrix(5), noted_matrix = structure(matrix(1:4, 2), note = "m"),
    empty_cube = array(integer(), c(2, 0, 3)), named_and_dim = structure(1:4, dim = c(2L, 2L), names = letters[1:4])
  )
}

battery_factors <- function() {
  list(
    factor = factor(c("a", "b", "a")), factor_na = factor(c("a", NA, "b")), ordered = factor(c("lo", "hi"), levels = c("lo", "hi"), ordered = TRUE),
    unused = factor("a", levels = c("z", "a", "b")), no_levels = factor(character()), all_na = factor(c(NA, NA)),
    named_factor = stats::setNames(factor(c("x", "y")), c("p", "q")), level_na = addNA(factor(c("a", NA))),
    level_empty = factor(c("", "a")), level_utf8 = factor("\u00e9"), numbers_as_levels = factor(c(3, 1, 2)),
    contrasted = structure(factor(c("a", "b")), contrasts = "contr.sum"), own_factor = structure(factor("a"), class = c("mine", "factor")),
    many_levels = factor(paste0("l", 1:300)), factor_matrix = structure(factor(c("a", "b", "a", "b")), dim = c(2L, 2L)),
    interaction = interaction(c("a", "b"), c("x", "y")), cut = cut(c(0.5, 1.5, NA), 0:2)
  )
}

battery_times <- function() {
  list(
    date = as.Date("2026-02-28"), dates = as.Date(c("1970-01-01", NA, "2100-12-31")), integer_date = structure(10L, class = "Date"),
    no_dates = as.Date(character()), named_date = c(d = as.Date("2020-01-01")),
    time_utc = as.POSIXct("2026-01-02 03:04:05.678", tz = "UTC"), times = as.POSIXct(c(0, NA, 1e9), origin = "1970-01-01", tz = "Europe/Paris"),
    time_local = structure(1e9, class = c("POSIXct", "POSIXt")), time_empty_zone = structure(1e9, class = c("POSIXct", "POSIXt"), tzone = ""),
    lt = as.POSIXlt("2026-01-02 03:04:05", tz = "UTC"), lts = as.POSIXlt(c(0, 1e9), origin = "1970-01-01", tz = "America/New_York"),
    difftime = as.difftime(c(1.5, NA), units = "hours"), difftime_days = as.Date("2020-03-01") - as.Date("2020-02-01"),
    integer_difftime = structure(1:2, class = "difftime", units = "mins"),
    integer64 = structure(c(4.94065645841247e-324, 2.1219957909652723e-314, 0), class = "integer64"),
    integer64_na = structure(-0, class = "integer64"), version = numeric_version(c("1.2.3", "4.5")), package_version = package_version("0.1.0"),
    r_version = R_system_version("4.2.2"), octmode = as.octmode(8:10), hexmode = as.hexmode(255L), roman = utils::as.roman(c(4, 9))
  )
}

battery_frames <- function() {
  listed <- data.frame(id = 1:2)
  listed$l <- list(1:3, list("a", NULL))
  within <- data.frame(a = 1:2)
  within$m <- matrix(1:4, 2)
  within$d <- data.frame(x = c("p", "q"), y = c(TRUE, NA))
  c(list(listed = listed, within = within), in_global(quote(list(
    frame = data.frame(x = 1:3, y = c("a", NA, "c"), z = c(TRUE, FALSE, NA), w = c(1.5, NA, NaN)), named_rows = data.frame(a = 1:2, row.names = c("r1", "r2")),
    integer_rows = data.frame(a = 1:3)[c(3, 1), , drop = FALSE], no_rows_frame = data.frame(a = integer(), b = character()),
    no_columns_frame = data.frame(row.names = c("a", "b")), nothing_frame = data.frame(), rows_only = data.frame(a = 1:3)[, 0],
     doubled = data.frame(a = 1, a = 2, check.names = FALSE),
    bad_names = structure(list(1, 2, 3), names = c("", "a/b", "."), row.names = 1L, class = "data.frame"),
    index_column = data.frame(`_index` = 1:2, check.names = FALSE),
    typed = data.frame(f = factor(c("a", "b")), o = factor(1:2, ordered = TRUE), d = as.Date(c("2020-01-01", NA)), t = as.POSIXct(c(0, 1), origin = "1970-01-01", tz = "UTC")),
    as_is_columns = data.frame(i = I(list(1, "b")), j = I(c("x", "y"))), complexes = data.frame(z = c(1i, NA)), raws = data.frame(r = as.raw(1:2)),
    tibble = structure(list(x = 1:2, y = list(1, "a")), class = c("tbl_df", "tbl", "data.frame"), row.names = c(NA, -2L)),
    grouped = structure(data.frame(a = 1:2), note = list(by = "a")), iris = datasets::iris, mtcars = datasets::mtcars[1:5, ], women = datasets::women,
    model_frame = stats::model.frame(mpg ~ wt + factor(cyl), datasets::mtcars), long = data.frame(a = seq_len(3000), b = rep(c("u", "v", NA), 1000)),
    groupedData = as.data.frame(datasets::CO2)[1:3, ], named_column = data.frame(a = I(c(p = 1, q = 2)))
  ))))
}

battery_lists <- function() {
  list(
    empty_list = list(), unnamed_list = list(1, "a", NULL), named_list = list(a = 1, b = NULL, c = list()), empty_named_list = stats::setNames(list(), character()),
    partly = list(a = 1, 2), twice = list(a = 1, a = 2), bad_keys = list(`a/b` = 1, . = 2, `x` = 3), empty_key = stats::setNames(list(1, 2), c("", "a")),
    na_key = stats::setNames(list(1), NA_character_), nested = list(a = list(b = list(c = list(d = 1:3, list(NULL, "x"))))), of_vectors = list(1:3, c(a = 1), matrix(1:4, 2)),
    list_matrix = matrix(list(1, "a", NULL, 2:3), 2), list_array = array(list(1, 2), 2), list_dimnames = matrix(list(1, 2), 1, dimnames = list("r", c("a", "b"))),
    noted_list = structure(list(a = 1), note = "n"), noted_unnamed = structure(list(1), note = 1:3), labels_key = list(.x_dimnames = 1, x = c(a = 1)),
    split = split(1:6, c(1, 1, 2, 2, 3, 3)), deep = Reduce(function(a, b) list(a, b), 1:20), of_factors = list(factor("a"), f = factor("b")),
    many_elements = as.list(1:50), array_of_dates = list(as.Date("2020-01-01"), b = Sys.Date() - Sys.Date()), utf8_key = list("\u00e9" = 1)
  )
}

battery_language <- function() {
  in_global(quote(list(
    symbol = as.name("x"), symbol_odd = as.name("a b"), call = quote(f(x, y = 2, "z", NULL, TRUE)), call_empty = quote(x[, 1, ]), brace = call("{", as.name("a"), quote(b <- 1)),
    lambda = call("function", as.pairlist(alist(x = , y = 2)), quote(x + y)), string_call = call("f", "a", 1i, c(1, 2)),
    formula = y ~ x, one_sided = ~ a:b + I(c^2), local_free = stats::as.formula("y ~ log(x)", globalenv()), expression = expression(a, b + 1, "c", 2),
    named_expression = expression(x = 1, y = a), pairlist = pairlist(a = 1, 2, b = "c"), formals = as.pairlist(alist(x = , y = 2, ... = )), empty_expression = expression(),
    call_in_list = list(quote(a + b), as.name("z")), terms = stats::terms(y ~ a * b), namespace_formula = stats::as.formula("y ~ x", asNamespace("stats")),
    unary = quote(-x), noted_call = structure(quote(f(x)), note = "n", class = "mycall")
  )))
}

battery_classes <- function() {
  in_global(quote(list(
    s3 = structure(list(a = 1, b = "x"), class = "mine"), s3_two = structure(list(a = 1), class = c("child", "parent"), extra = 1:3), s3_empty = structure(list(), class = "none"),
    s3_unnamed = structure(list(1, 2), class = "mine"), s3_number = structure(5, class = "units", unit = "mm"), s3_text = structure(c(a = "x"), class = "label"),
    s3_nested = list(structure(list(x = structure(1:2, class = "in")), class = "out")), noquote = noquote(c("a", "b")), as_is = I(1:3), as_is_list = I(list(1, "a")),
    ts = stats::ts(c(1, 2, 3), start = c(2020, 2), frequency = 12), mts = stats::ts(matrix(1:6, 3, dimnames = list(NULL, c("a", "b"))), start = 2000),
    table = table(c("a", "b", "a")), table2 = table(x = c(1, 1, 2), y = c("a", "b", "a")), xtabs = stats::xtabs(~ cyl + gear, datasets::mtcars),
    prop = prop.table(table(c(1, 2, 2))), lm = stats::lm(mpg ~ wt, datasets::mtcars), glm = stats::glm(am ~ wt, stats::binomial, datasets::mtcars)$coefficients,
    htest = stats::t.test(datasets::sleep$extra), summary_lm = stats::anova(stats::lm(mpg ~ wt, datasets::mtcars)), dist = stats::dist(matrix(1:6, 3)), hclust = stats::hclust(stats::dist(matrix(1:6, 3))),
    prcomp = stats::prcomp(datasets::USArrests), density = stats::density(c(1, 2, 3))[c("x", "y", "bw")], rle = rle(c(1, 1, 2)), object_size = structure(100, class = "object_size"),
    person = utils::person("A", "B", email = "a@b.c"), bibentry_free = utils::as.person("Ann Other <a@b.c>"), simple_condition = structure(class = c("custom", "condition"), list(message = "m", call = NULL)),
    by_names = structure(c(b = 2), class = "named_thing"), proc_time = structure(c(user.self = 1, sys.self = 2, elapsed = 3), class = "proc_time"), summary = summary(c(1, 2, 3)),
    quantile = stats::quantile(1:10), difftime_list = list(as.difftime(1, units = "secs")), libraries = structure(list(x = NULL), class = "holder"), Titanic = datasets::Titanic
  )))
}

battery_s4 <- function() {
  if (!methods::isClass("BatteryPoint")) {
    methods::setClass("BatteryPoint", methods::representation(x = "numeric", label = "character", any = "ANY"), where = globalenv())
    methods::setClass("BatteryNumber", contains = "numeric", methods::representation(unit = "character"), where = globalenv())
    methods::setClass("BatteryList", contains = "list", methods::representation(tag = "character"), where = globalenv())
    methods::setClass("BatteryNested", methods::representation(p = "BatteryPoint", ps = "list"), where = globalenv())
    methods::setClass("BatteryChild", contains = "BatteryPoint", where = globalenv())
  }
  point <- methods::new("BatteryPoint", x = c(a = 1, b = NA), label = "p", any = NULL)
  list(
    s4 = point, s4_default = methods::new("BatteryPoint"), s4_number = methods::new("BatteryNumber", c(1, 2), unit = "mm"),
    s4_list = methods::new("BatteryList", list(1, a = "x"), tag = "t"), s4_nested = methods::new("BatteryNested", p = point, ps = list(point, NULL)),
    s4_child = methods::new("BatteryChild", x = 1, label = character(), any = quote(a + b)), s4_in_list = list(a = point, b = list(point)),
    s4_in_attribute = structure(1:2, p = point), s4_in_frame = list(data.frame(a = 1), point)
  )
}

battery_matrices <- function() {
  if (!requireNamespace("Matrix", quietly = TRUE)) return(list())
  m <- matrix(c(0, 1.5, 0, 2, 0, -1), 2, dimnames = list(c("a", "b"), NULL))
  s <- Matrix::Matrix(m, sparse = TRUE)
  symmetric <- Matrix::forceSymmetric(Matrix::Matrix(c(2, 1, 0, 1, 2, 1, 0, 1, 2), 3, 3, sparse = TRUE))
  list(
    dgC = methods::as(s, "CsparseMatrix"), dgR = methods::as(s, "RsparseMatrix"), dgT = methods::as(s, "TsparseMatrix"), lgC = s != 0,
    dsC = symmetric, dge = Matrix::Matrix(m, sparse = FALSE), dtC = Matrix::triu(methods::as(symmetric, "generalMatrix")), ngC = methods::as(s, "nMatrix"),
    ddi = Matrix::Diagonal(3), ind = methods::as(c(2L, 1L), "pMatrix"), empty_dgC = methods::as(Matrix::Matrix(0, 3, 2, sparse = TRUE), "generalMatrix"),
    no_rows_dgC = methods::new("dgCMatrix", p = 0L, Dim = c(3L, 0L)), in_list = list(s, m = s), sparse_vector = methods::as(c(0, 1, 0), "sparseVector")
  )
}

battery_packages <- function() {
  with <- function(package, code) if (requireNamespace(package, quietly = TRUE)) code else list()
  c(
    with("bit64", list(bit64 = bit64::as.integer64(c("1", NA, "9223372036854775807")), bit64_frame = data.frame(i = bit64::as.integer64(1:2)))),
    with("tibble", list(real_tibble = tibble::tibble(a = 1:2, b = list(1, "x"), c = tibble::tibble(d = c("u", "v"))))),
    with("zoo", list(zoo = zoo::zoo(c(1.5, 2), as.Date(c("2020-01-01", "2020-02-01"))))),
    with("xts", list(xts = xts::xts(matrix(1:4, 2, dimnames = list(NULL, c("a", "b"))), as.POSIXct(c(0, 60), origin = "1970-01-01", tz = "UTC")))),
    with("survival", list(Surv = survival::Surv(c(1, 2, 3), c(1, 0, 1))))
  )
}

battery_objects <- function() {
  c(battery_vectors(), battery_named(), battery_arrays(), battery_factors(), battery_times(), battery_frames(), battery_lists(),
    battery_language(), battery_classes(), battery_s4(), battery_matrices(), battery_packages())
}
