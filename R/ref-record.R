# Elements that are made of others, or that R has no vector of, as R values: records as data frames,
# sequences of varying length as lists, arrays in each element as further dimensions, enums as factors,
# numpy's dates, references as the names they point to. What C++ gives is told in src/rglue/record.h.

# The dataset at `path`, or its attribute, whole.
read_record <- function(x, path = "", attribute = NULL) {
  read <- cpp_record_read(x, path, attribute)
  dims <- if (x@order == "R") rev(read$dims) else read$dims
  value <- read$value
  if (is.list(value) && value$kind == "array") return(shape_record(stack_arrays(value), c(rev(value$dims), rev(read$dims)), x@order))
  if (is.list(value) && value$kind == "compound") {
    if (length(dims) < 2L) return(record_value(value))
    return(lapply(lapply(value$value, record_value), shape_record, rev(read$dims), x@order))
  }
  if (is.list(value) && value$kind == "reference") {
    stop_ch5mpy("unsupported", paste0("References", targets_text(value$value), " are not followed."))
  }
  value <- record_value(value)
  if (length(dims) == 0L && is.list(value) && length(value) == 1L) return(value[[1L]])
  shape_record(value, rev(read$dims), x@order)
}

# `dim` is the file's shape reversed.
shape_record <- function(value, dim, order) {
  if (length(dim) < 2L || is.data.frame(value)) return(value)
  dim(value) <- dim
  if (order == "C" && !is.object(value)) aperm(value) else value
}

record_count <- function(part) {
  if (!is_told(part)) return(length(part))
  switch(part$kind,
    compound = record_count(part$value[[1L]]),
    array = record_count(part$value) / prod(part$dims),
    bytes = length(part$value) / part$size,
    length(part$value)
  )
}

is_told <- function(part) is.list(part) && !is.null(part$kind)

record_value <- function(part) {
  if (!is_told(part)) return(part)
  switch(part$kind,
    compound = record_frame(part),
    array = array_column(part),
    sequence = lapply(part$value, record_value),
    enum = enum_value(part$value, part$names, part$codes),
    bytes = bytes_value(part),
    part$value
  )
}

record_frame <- function(part) {
  n <- record_count(part)
  structure(lapply(part$value, record_value), row.names = .set_row_names(n), class = "data.frame")
}

# A factor; the codes themselves where one has no name.
enum_value <- function(value, names, codes) {
  order <- order(codes)
  places <- match(value, codes[order])
  if (anyNA(places)) return(value)
  structure(places, dim = dim(value), levels = names[order], class = "factor")
}

# All elements of all arrays in one vector, where they are vectors.
stack_arrays <- function(part) record_value(part$value)

# One array for each row: the rows first, as a data frame has them.
array_column <- function(part) {
  n <- record_count(part)
  inside <- stack_arrays(part)
  if (is.data.frame(inside)) {
    rows <- rep(seq_len(n), each = prod(part$dims))
    return(unname(split(inside, factor(rows, seq_len(n)))))
  }
  dim <- c(rev(part$dims), n)
  if (is.list(inside)) return(lapply(seq_len(n), function(i) inside[(i - 1) * prod(part$dims) + seq_len(prod(part$dims))]))
  plain <- array(as.vector(inside), dim)
  aperm(plain, rev(seq_along(dim)))
}

# " to '/a', '/b'": what references point to.
targets_text <- function(targets) {
  targets <- targets[nzchar(targets)]
  if (length(targets) == 0L) return(" to nothing")
  shown <- paste(quote_text(targets[seq_len(min(3L, length(targets)))]), collapse = ", ")
  paste0(" to ", shown, if (length(targets) > 3L) paste0(" and ", length(targets) - 3L, " more"))
}

# ---- Opaque bytes ----

bytes_value <- function(part) {
  time <- numpy_time(part)
  if (!is.null(time)) return(time)
  if (part$size == 1) return(part$value)
  unname(split(part$value, rep(seq_len(record_count(part)), each = part$size)))
}

# numpy's datetime64 and timedelta64; NULL of anything else.
numpy_time <- function(part) {
  tag <- regmatches(part$tag, regexec("^NUMPY:([<>])([Mm])8\\[([0-9]*)([A-Za-z]+)\\]$", part$tag))[[1L]]
  if (length(tag) == 0L || part$size != 8) return(NULL)
  count <- wide_integers(part$value, if (tag[2L] == "<") "little" else "big") * if (nzchar(tag[4L])) as.double(tag[4L]) else 1
  if (tag[3L] == "m") numpy_span(count, tag[5L]) else numpy_moment(count, tag[5L])
}

# 64-bit integers as doubles; the smallest is numpy's NaT.
wide_integers <- function(bytes, endian) {
  n <- length(bytes) / 8
  halves <- matrix(readBin(bytes, "integer", 2 * n, 4L, endian = endian), 2)
  low <- halves[if (endian == "little") 1L else 2L, ]
  high <- halves[if (endian == "little") 2L else 1L, ]
  unsigned <- function(x) ifelse(is.na(x), 2^31, ifelse(x < 0, x + 2^32, x))
  count <- ifelse(is.na(high), -2^31, high) * 2^32 + unsigned(low)
  ifelse(is.na(high) & !is.na(low) & low == 0L, NA, count)
}

seconds_of <- c(W = 604800, D = 86400, h = 3600, m = 60, s = 1, ms = 1e-3, us = 1e-6, ns = 1e-9, ps = 1e-12, fs = 1e-15, as = 1e-18)

numpy_moment <- function(count, unit) {
  if (unit %in% c("Y", "M")) {
    months <- if (unit == "Y") 12 * count else count
    text <- sprintf("%04.0f-%02.0f-01", 1970 + floor(months / 12), months %% 12 + 1)
    return(as.Date(ifelse(is.na(count), NA, text)))
  }
  if (!unit %in% names(seconds_of)) return(NULL)
  if (unit %in% c("W", "D")) return(structure(count * seconds_of[[unit]] / 86400, class = "Date"))
  structure(count * seconds_of[[unit]], class = c("POSIXct", "POSIXt"), tzone = "UTC")
}

numpy_span <- function(count, unit) {
  if (!unit %in% names(seconds_of)) return(NULL)
  units <- c(W = "weeks", D = "days", h = "hours", m = "mins")
  if (unit %in% names(units)) return(structure(count, class = "difftime", units = units[[unit]]))
  structure(count * seconds_of[[unit]], class = "difftime", units = "secs")
}
