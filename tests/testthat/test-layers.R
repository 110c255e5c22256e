# tools/check-layers.R on the source tree, and on doctored copies of it: a check that cannot fail
# says nothing. Skipped where the tests run without the source tree (R CMD check).
source_tree <- function() {
  root <- normalizePath(test_path("..", ".."))
  testthat::skip_if_not(file.exists(file.path(root, "tools", "check-layers.R")), "the source tree is not here")
  testthat::skip_if_not_installed("codetools")
  root
}

layer_check <- function(root) {
  tool <- new.env()
  sys.source(file.path(root, "tools", "check-layers.R"), tool)
  tool$check_layers
}

# What a doctored copy adds to the offences of the tree itself.
added_offences <- function(root, copy) {
  check <- layer_check(root)
  setdiff(check(copy), check(root))
}

# A copy of what the check reads, without objects.
copy_tree <- function(root) {
  copy <- tempfile("tree")
  files <- c("DESCRIPTION", file.path("src", "Makevars"),
             list.files(root, "[.](cpp|h|R)$", recursive = TRUE))
  for (folder in unique(dirname(files))) dir.create(file.path(copy, folder), recursive = TRUE, showWarnings = FALSE)
  file.copy(file.path(root, files), file.path(copy, files))
  copy
}

append_line <- function(root, path, line) {
  file <- file.path(root, path)
  dir.create(dirname(file), recursive = TRUE, showWarnings = FALSE)
  cat(line, "\n", sep = "", file = file, append = TRUE)
}

test_that("the source tree keeps its layers", {
  root <- source_tree()
  expect_identical(layer_check(root)(root), character())
})

test_that("an include of a higher layer is an offence, with its file and line", {
  root <- source_tree()
  copy <- copy_tree(root)
  line <- length(readLines(file.path(copy, "src/core/error.h"))) + 1L
  append_line(copy, "src/core/error.h", "#include \"hdf5/api.h\"")
  expect_identical(added_offences(root, copy),
                   sprintf("src/core/error.h:%d: core may not see hdf5/api.h", line))
})

test_that("R, HDF5 and output are seen only where they belong", {
  root <- source_tree()
  copy <- copy_tree(root)
  append_line(copy, "src/core/error.h", "#include <Rcpp.h>")
  append_line(copy, "src/core/error.h", "#include <iostream>")
  append_line(copy, "src/hdf5/library.h", "#include <hdf5.h>")
  found <- added_offences(root, copy)
  expect_length(found, 3L)
  expect_match(found, "only rglue/ and bind_\\* see R", all = FALSE)
  expect_match(found, "no input or output", all = FALSE)
  expect_match(found, "only hdf5/api.h includes HDF5", all = FALSE)
})

test_that("the engine must not reach HDF5 through a header of store", {
  root <- source_tree()
  copy <- copy_tree(root)
  append_line(copy, "src/store/doctored.h", "#include \"hdf5/api.h\"")
  append_line(copy, "src/engine/doctored.h", "#include \"store/doctored.h\"")
  expect_identical(added_offences(root, copy), "src/engine/doctored.h:1: reaches hdf5/ through store/doctored.h")
})

test_that("a call of a higher layer's function is an offence, of a generic it is none", {
  root <- source_tree()
  copy <- copy_tree(root)
  append_line(copy, "R/ide-doctored.R", "doctored_view <- function(x) x")
  append_line(copy, "R/ide-doctored.R", "setGeneric(\"doctored_generic\", function(x) standardGeneric(\"doctored_generic\"))")
  append_line(copy, "tests/testthat/test-ide-doctored.R", "")
  line <- length(readLines(file.path(copy, "R/conditions.R"))) + 1L
  append_line(copy, "R/conditions.R", "doctored_call <- function(x) lapply(doctored_generic(x), doctored_view)")
  expect_setequal(added_offences(root, copy), c(
    "DESCRIPTION:1: ide-doctored.R is on the disk and not listed",
    sprintf("R/conditions.R:%d: support uses doctored_view() of the higher layer ide (R/ide-doctored.R)", line)
  ))
})

test_that("files that are not listed, listed twice, out of order or without a test are offences", {
  root <- source_tree()
  copy <- copy_tree(root)
  append_line(copy, "src/codec/doctored.cpp", "")
  append_line(copy, "R/value-doctored.R", "")
  append_line(copy, "R/misc.R", "")
  append_line(copy, "DESCRIPTION", "    'value-doctored.R'\n    'conditions.R'")
  found <- added_offences(root, copy)
  expect_match(found, "^src/Makevars:1: codec/doctored.cpp is on the disk and not listed", all = FALSE)
  expect_match(found, "^src/codec/doctored.cpp:1: has no tests/cpp/codec/test_doctored.cpp", all = FALSE)
  expect_match(found, "^R/value-doctored.R:1: has no tests/testthat/test-value-doctored.R", all = FALSE)
  expect_match(found, "^R/misc.R:1: its name belongs to no layer", all = FALSE)
  expect_match(found, "^DESCRIPTION:[0-9]+: conditions.R is listed twice", all = FALSE)
  expect_match(found, "^DESCRIPTION:[0-9]+: value-doctored.R stands after a file of a higher layer", all = FALSE)
})

test_that("a function that two files define is an offence: the later one would win silently", {
  root <- source_tree()
  copy <- copy_tree(root)
  append_line(copy, "R/format.R", "is_string <- function(x) TRUE")
  expect_identical(added_offences(root, copy), "R/format.R:1: defines is_string() again, which is in R/check.R")
})
