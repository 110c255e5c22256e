library(testthat)
library(ch5mpy)

test_check("ch5mpy")
