rebuilt <- function(x, trust = TRUE) build_value(describe_value(x), trust)

test_that("values are described and built again", {
  for (name in names(objects <- c(battery_vectors(), battery_named(), battery_arrays(), battery_factors(), battery_times(), battery_lists(), battery_language()))) {
    expect_true(can_describe(objects[[name]]), info = name)
    expect_identical(rebuilt(objects[[name]]), objects[[name]], info = name)
  }
})

test_that("code, state and environments without a name cannot be described", {
  for (x in list(mean, sum, new.env(), list(1, function() 1), structure(1, f = mean), structure(list(), e = new.env()), unstorable)) {
    expect_false(can_describe(x))
  }
  for (env in list(globalenv(), baseenv(), emptyenv(), asNamespace("stats"))) expect_identical(rebuilt(env), env)
})

test_that("the environment of a formula becomes the global one when it has no name", {
  here <- y ~ x
  expect_warning(described <- describe_value(here), "global environment")
  expect_identical(environment(build_value(described, FALSE)), globalenv())
  expect_warning(found <- named_environment("namespace:no.such.package"), "not loaded")
  expect_identical(found, globalenv())
  expect_false("no.such.package" %in% loadedNamespaces())
})

test_that("S4 objects are built by classes that are known, and are valid", {
  point <- battery_s4()$s4
  expect_identical(rebuilt(point), point)
  expect_identical(rebuilt(point, FALSE), point)
  expect_kind(build_s4(c("X", "no.such.package"), list(), FALSE), "untrusted")
  expect_kind(build_s4(c("NoSuchClass", ".GlobalEnv"), list(), TRUE), "unsupported")
  expect_kind(build_s4(c("X", "no.such.package"), list(), TRUE), "unsupported")
  expect_kind(build_s4(c("BatteryPoint", ".GlobalEnv"), list(x = "text"), TRUE), "corrupt")
  expect_kind(build_s4(c("BatteryPoint", ".GlobalEnv"), list(other = 1), TRUE), "unsupported")
  expect_kind(build_s4("BatteryPoint", list(), TRUE), "corrupt")
})

test_that("forms that R does not write are corrupt", {
  expect_kind(assemble("call", list()), "corrupt")
  expect_kind(assemble("function", list()), "corrupt")
  expect_kind(build_symbol(c("a", "b")), "corrupt")
  expect_kind(named_environment("package:base"), "corrupt")
})
