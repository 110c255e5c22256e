# Shows what the package does, on a real file: prints it as a dict, computes on an array larger than
# the memory allowed, stores the result, reads it back. Installs what is missing first.
#
#   Rscript tools/demo.R [file.h5]
#
# A file that is given is only read: the result goes into a temporary one. Without a file, one made by
# Python and one made here are used.
source(file.path(dirname(gsub("~+~", " ", sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)),
                               fixed = TRUE)), "setup-library.R"))

cap <- "1M"
# Of arrays with more elements than this only the first part is summed, and stored: a demo ends, and
# does not fill the disk.
most_summed <- 2e9
most_stored <- 1e7

# What was typed, then what came of it.
show_code <- function(code) {
  cat("> ", paste(deparse(code, width.cutoff = 100L), collapse = "\n+ "), "\n", sep = "")
  result <- withVisible(eval(code, demo_frame))
  if (result$visible) print(result$value)
  invisible(result$value)
}

demo_frame <- new.env()

steps <- function(...) for (code in eval(substitute(alist(...)))) show_code(code)

heading <- function(...) cat("\n", ..., "\n", sep = "")

# Evaluates `code` and says by how much the memory of this process grew meanwhile, at its peak. Linux
# tells, and forgets the peak before when asked to.
with_peak_memory <- function(code) {
  status <- "/proc/self/status"
  forget <- "/proc/self/clear_refs"
  if (!file.exists(status) || file.access(forget, 2L) != 0L) return(invisible(code))
  megabytes <- function(field) {
    as.numeric(gsub("[^0-9]", "", grep(field, readLines(status), value = TRUE))) / 1024
  }
  gc()
  cat("5", file = forget)
  before <- megabytes("^VmRSS")
  force(code)
  cat(sprintf("-- Meanwhile the process grew by %.1f MB at most\n", megabytes("^VmHWM") - before))
}

demo_python <- function(root) {
  demo_frame$python <- file.path(root, "tests", "testthat", "fixtures", "python")
  heading("A dict and a list that Python wrote")
  steps(
    d <- H5Dict(file.path(python, "overview_dict.h5")),
    d,
    d$a,
    d$b * 2L,
    h5_read(d$c),
    h5_close(d),
    l <- H5Dict(file.path(python, "overview_list.h5"))$lst,
    l,
    l[[3]],
    h5_close(l)
  )
}

demo_own <- function() {
  demo_frame$path <- tempfile("demo", fileext = ".h5")
  heading("A file of our own")
  steps(
    d <- H5Dict(path, mode = "w"),
    h5_update(d, list(a = 1L, b = 1:3, c = list(x = 1))),
    d$l <- list(1.0, 2L, "4."),
    h5_push(d$l, TRUE),
    d$x <- h5_random(function(n) round(4 * rnorm(n)) / 4, c(4000, 1000)),
    d,
    h5_close(d)
  )
  demo_frame$path
}

# The largest dataset of numbers: its name in the file, or NULL.
largest_numbers <- function(dict) {
  things <- ch5mpy::h5_ls(dict)
  numeric <- things$kind == "array" & grepl("^[<>|]?(u?int|float|bool|[uif])[0-9]*$", things$type)
  things <- things[numeric & !is.na(things$shape), ]
  if (!nrow(things)) return(NULL)
  sizes <- vapply(strsplit(gsub("[^0-9,]", "", things$shape), ","), function(d) prod(as.numeric(d[nzchar(d)])), 0)
  things$name[[which.max(sizes)]]
}

# The code for all of `x`, or where that has too many elements, for the first slices along its longest
# axis.
first_part <- function(x, most) {
  dims <- if (is.null(dim(x))) length(x) else dim(x)
  if (prod(dims) <= most) return(quote(x))
  axis <- which.max(dims)
  subscripts <- rep(list(quote(expr = )), length(dims))
  subscripts[[axis]] <- call("seq_len", max(1, floor(most / prod(dims[-axis]))))
  as.call(c(quote(`[`), quote(x), subscripts, drop = FALSE))
}

demo_array <- function(path) {
  demo_frame$path <- path
  demo_frame$cap <- cap
  heading("The file ", path)
  steps(f <- H5Dict(path), f)
  name <- largest_numbers(demo_frame$f)
  if (is.null(name)) return(cat("-- There is no array of numbers in it to compute on\n"))
  demo_frame$name <- name
  demo_frame$result_path <- tempfile("result", fileext = ".h5")
  heading("Its largest array, ", name, ", under a cap of ", cap)
  steps(h5_options(max_memory = cap), x <- f[[name]])
  part <- first_part(demo_frame$x, most_summed)
  if (!is.name(part)) show_code(call("<-", quote(x), part))
  steps(
    x,
    x * 2 + 1
  )
  cat(sprintf("-- As doubles in memory it would be %.1f MB\n", length(demo_frame$x) * 8 / 2^20))
  with_peak_memory(steps(sum(x * 2 + 1)))
  heading("The result, stored in a file of its own and read back")
  part <- bquote(.(first_part(demo_frame$x, most_stored)) * 2 + 1)
  steps(r <- H5Dict(result_path, mode = "w"))
  show_code(call("<-", quote(r$y), part))
  steps(
    r$total <- sum(x * 2 + 1),
    h5_close(r),
    r <- H5Dict(result_path),
    r,
    r$total,
    summary(as.vector(r$y))
  )
  show_code(bquote(identical(as.vector(r$y), as.vector(.(part)))))
  steps(h5_close(r), h5_close(f))
}

main <- function(path = NULL) {
  root <- source_root()
  target <- writable_library()
  install_missing(described_packages(root), target)
  install_package(root, target)
  library("ch5mpy", lib.loc = target, warn.conflicts = FALSE)
  if (is.null(path)) demo_python(root)
  demo_array(if (is.null(path)) demo_own() else path)
}

tryCatch(do.call(main, as.list(commandArgs(TRUE))), ch5mpy_error = function(e) {
  say(class(e)[[1L]], ": ", conditionMessage(e))
  quit(status = 1L)
})
