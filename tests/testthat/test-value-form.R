test_that("each object has its form", {
  forms <- list(
    null = NULL, atomic = 1:3, atomic = as.Date("2020-01-01"), atomic = datasets::Titanic, list = list(1), list = structure(list(), class = "a"), factor = factor("a"),
    frame = datasets::women, symbol = as.name("a"), language = quote(f(x)), language = pairlist(1), language = expression(a),
    serialized = mean, serialized = new.env(), serialized = structure(1, f = mean), serialized = structure(1L, class = "factor"),
    serialized = structure(list(a = 1), class = "data.frame"), slots = battery_s4()$s4, serialized = methods::getGeneric("show")
  )
  for (i in seq_along(forms)) expect_identical(storage_form(forms[[i]]), names(forms)[i])
})
