test_that("every object of the battery comes back identical, by each way of reading", {
  objects <- battery_objects()
  expect_gte(length(objects), 120L)
  d <- H5Dict(local_h5())
  for (name in names(objects)) {
    object <- objects[[name]]
    h5_write(object, d, paste0("whole/", name))
    h5_write(list(1, object), d, paste0("inside/", name))
    expect_identical(h5_read(d, paste0("whole/", name)), object, info = name)
    expect_identical(h5_read(d, paste0("inside/", name)), list(1, object), info = name)
    got <- d$whole[[name]]
    if (isS4(got) && is(got, "H5Handle") || is(got, "H5Array")) got <- h5_read(got)
    expect_identical(got, object, info = name)
  }
  expect_gt(length(utils::capture.output(print(d$whole))), 50L)
})

test_that("every object of the battery comes back identical in another process", {
  path <- local_path()
  objects <- battery_objects()
  d <- H5Dict(path, "w")
  for (name in names(objects)) d[name] <- list(objects[[name]])
  h5_close(d)
  helper <- normalizePath(test_path("helper-battery.R"))
  result <- run_script(c(
    sprintf("source(%s)", deparse(helper)), "objects <- battery_objects()", sprintf("read <- h5_read(%s, trust = TRUE)", deparse(path)),
    "same <- vapply(names(objects), function(name) identical(read[[name]], objects[[name]]), NA)",
    "cat(\"checked\", length(same), identical(names(read), names(objects)), names(objects)[!same], \"\\n\")"
  ))
  expect_identical(trimws(result[length(result)]), paste("checked", length(objects), "TRUE"))
})

test_that("objects are stored under order C too, compressed, and copied whole", {
  d <- H5Dict(local_h5(order = "C"))
  e <- H5Dict(local_h5("y.h5"))
  objects <- c(battery_arrays(), battery_factors(), battery_frames(), battery_classes(), battery_matrices())
  for (name in names(objects)) {
    h5_write(objects[[name]], d, name, compression = "gzip-1")
    expect_identical(h5_read(d, name), objects[[name]], info = name)
  }
  f <- H5Dict(local_h5("z.h5"))
  for (name in names(objects)) h5_write(objects[[name]], f, paste0("g/", name))
  e$copy <- f$g
  expect_identical(h5_read(e$copy), objects)
})

test_that("an object above the cap is loaded by h5_read() only", {
  d <- H5Dict(local_h5())
  d$dates <- as.Date("2020-01-01") + 0:4999
  d$frame <- data.frame(x = as.double(1:5000))
  with_h5_options(list(max_memory = "20K"), {
    expect_match(d$dates@why, "max_memory")
    expect_match(d$frame@why, "max_memory")
    expect_identical(h5_read(d$frame), data.frame(x = as.double(1:5000)))
    expect_identical(sum(h5_dict(d$frame)$x), 12502500)
    expect_identical(max(H5Array(d, "dates")), as.double(as.Date("2020-01-01") + 4999))
  })
  expect_s3_class(d$dates, "Date")
})

test_that("an untrusted file rebuilds what needs no code, and the rest is opaque", {
  path <- local_path()
  objects <- battery_objects()
  h5_write(objects, path, "/")
  read <- h5_read(foreign_copy(path))
  for (name in names(objects)) expect_identical(read[[name]], objects[[name]], info = name)
})
