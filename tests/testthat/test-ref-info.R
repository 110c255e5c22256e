test_that("h5_ls() lists what is there without reading it", {
  path <- test_path("fixtures", "python", "nested.h5")
  all <- h5_ls(path)
  expect_named(all, c("name", "kind", "type", "shape", "chunk", "filters", "stored_bytes"))
  expect_false(anyDuplicated(all$name) > 0)
  expect_true(all(all$kind %in% c("dict", "list", "array", "scalar", "null", "object", "opaque")))
  top <- h5_ls(path, recursive = FALSE)
  f <- H5File(path)
  expect_identical(top$name, names(f))
  h5_close(f)
  expect_kind(h5_ls(path, recursive = NA), "argument")
  expect_kind(h5_ls("no-such-file.h5"), "not_found")
})

test_that("an empty group lists as no rows", {
  expect_identical(nrow(h5_ls(local_h5())), 0L)
})

test_that("kinds are told apart", {
  f <- local_h5()
  h5_create_group(f, "g")
  expect_identical(h5_kind(f), "dict")
  expect_identical(h5_kind(f, "g"), "dict")
  expect_kind(h5_kind(f, "no"), "not_found", name = "no")
  path <- test_path("fixtures", "python", "overview_list.h5")
  expect_identical(h5_kind(path, "lst"), "list")
})

test_that("h5_info() describes a group", {
  f <- local_h5()
  info <- h5_info(f)
  expect_identical(info$kind, "dict")
  expect_length(info$file_format, 2L)
  expect_kind(h5_info(f, "no"), "not_found", name = "no")
})

test_that("a group that is reached in two ways is listed once with what is in it", {
  skip_without_h5py()
  path <- local_path()
  run_python(c(
    "f = h5py.File(path, 'w')",
    "a = f.create_group('a'); a['x'] = 1; f['b'] = a; a['loop'] = a; a['up'] = f",
    "f['soft'] = h5py.SoftLink('/a'); f['gone'] = h5py.SoftLink('/nowhere')",
    "f['out'] = h5py.ExternalLink('other.h5', '/')"
  ), path)
  all <- h5_ls(path)
  expect_identical(sum(grepl("x$", all$name)), 1L)
  expect_identical(all$kind[all$name == "gone"], "dangling")
  expect_identical(all$kind[all$name == "out"], "external")
  f <- H5File(path)
  expect_identical(h5_kind(f, "soft"), "dict")
  expect_kind(f$gone, "not_found", name = "/gone")
  expect_kind(f$out, "untrusted", name = "/out")
  h5_close(f)
})

test_that("deep and wide groups are listed", {
  f <- local_h5()
  h5_create_group(f, paste(rep("a", 500), collapse = "/"))
  g <- h5_create_group(f, "wide")
  for (i in 1:300) h5_create_group(g, paste0("k", i))
  all <- h5_ls(f)
  expect_identical(nrow(all), 801L)
  expect_identical(all$name[500], paste(rep("a", 500), collapse = "/"))
  expect_identical(all$name[801], "wide/k300")
})

test_that("a list's elements are listed in the order of their numbers", {
  d <- H5Dict(local_h5())
  d$l <- as.list(1:11)
  l <- d$l
  l[[2]] <- 1:3
  l[[1]] <- "replaced"
  expect_identical(h5_ls(d)$name, c("l", paste0("l/", 0:10)))
})
