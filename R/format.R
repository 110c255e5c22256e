# Texts of values, names, shapes and sizes, as numpy writes them where it has a way.

# The text of each element of `value`, by the type it is stored as: 1.0 for a whole float, 1 for an
# integer, 'a' for text, TRUE for a logical. `dtype` is numpy's name.
element_text <- function(value, dtype) {
  text <- if (is.character(value)) {
    quote_text(value)
  } else if (is.logical(value)) {
    ifelse(value, "TRUE", "FALSE")
  } else if (is.complex(value)) {
    complex_text(value)
  } else if (is.raw(value)) {
    as.character(as.integer(value))
  } else if (is.double(value) && grepl("^float", dtype)) {
    float_text(value, dtype)
  } else {
    integer_text(value)
  }
  text[is_missing(value)] <- "NA"
  text
}

# NA, but not NaN (which has a text of its own).
is_missing <- function(value) {
  if (is.raw(value)) return(logical(length(value)))
  if (is.complex(value)) return(is_missing(Re(value)) | is_missing(Im(value)))
  is.na(value) & !(is.double(value) & is.nan(value))
}

integer_text <- function(value) {
  if (inherits(value, "integer64")) return(as.character(value))
  if (is.integer(value)) return(sprintf("%d", as.vector(value)))
  special_text(value, sprintf("%.0f", as.vector(value)))
}

# The fewest digits that give the number back, as Python's repr().
float_text <- function(value, dtype = "float64") {
  all_values <- as.vector(value)
  finite <- is.finite(all_values)
  value <- all_values[finite]
  digits <- switch(dtype, float16 = 3:5, float32 = 6:9, 15:17)
  text <- sprintf("%.*g", digits[1L], value)
  for (n in digits[-1L]) {
    lost <- which(!same_float(as.double(text), value, dtype))
    if (length(lost) == 0L) break
    text[lost] <- sprintf("%.*g", n, value[lost])
  }
  large <- which(abs(value) >= 10^digits[1L] & abs(value) < 1e16)
  text[large] <- sprintf("%.0f", as.double(text[large]))
  whole <- grepl("^-?[0-9]+$", text)
  text[whole] <- paste0(text[whole], ".0")
  special_text(all_values, replace(character(length(all_values)), finite, text))
}

# Whether a number read back from its text is the stored one, once rounded to the stored type.
same_float <- function(read, value, dtype) {
  if (dtype == "float32") {
    read <- readBin(writeBin(read, raw(), size = 4L), "double", length(read), size = 4L)
  } else if (dtype == "float16") {
    unit <- 2^(pmax(floor(log2(abs(read))), -14) - 10)
    read <- ifelse(read == 0, read, round(read / unit) * unit)
  }
  read == value
}

special_text <- function(value, text) {
  text[is.nan(value)] <- "nan"
  text[is.infinite(value)] <- ifelse(value[is.infinite(value)] > 0, "inf", "-inf")
  text
}

complex_text <- function(value) {
  part <- function(x) sub("\\.0$", "", float_text(x))
  imaginary <- part(Im(value))
  paste0("(", part(Re(value)), ifelse(startsWith(imaginary, "-"), "", "+"), imaginary, "j)")
}

# Text in single quotes on one line, with nothing in it that could move the cursor.
quote_text <- function(x) {
  text <- encodeString(x, quote = "'")
  directions <- "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
  hidden <- grep(directions, text)
  for (i in hidden) {
    chars <- strsplit(text[i], "")[[1L]]
    turned <- grepl(directions, chars)
    chars[turned] <- sprintf("\\u%04x", utf8ToInt(paste(chars[turned], collapse = "")))
    text[i] <- paste(chars, collapse = "")
  }
  text
}

# A name for printing: as it is where it is plain, in quotes where it is not.
name_text <- function(x) {
  quoted <- quote_text(x)
  ifelse(quoted == paste0("'", x, "'") & nzchar(x), x, quoted)
}

# At most `width` characters of each text, with "..." where something is left out.
cut_text <- function(text, width) {
  long <- nchar(text, "chars", allowNA = TRUE) > width
  long[is.na(long)] <- FALSE
  text[long] <- paste0(substr(text[long], 1L, width - 3L), "...")
  text
}

# "(3,)", "(2, 3)", "()" as Python writes a shape.
shape_text <- function(dim) {
  dims <- format(dim, scientific = FALSE, trim = TRUE)
  if (length(dim) == 0L) "()" else if (length(dim) == 1L) paste0("(", dims, ",)") else {
    paste0("(", paste(dims, collapse = ", "), ")")
  }
}

# "250 B", "1.5 KB", "2 GB": 1024-multiples.
bytes_text <- function(bytes) {
  units <- c("B", "KB", "MB", "GB", "TB", "PB")
  if (is.infinite(bytes)) return("Inf")
  power <- if (bytes >= 1024) min(floor(log(bytes, 1024)), length(units) - 1) else 0
  paste(format(round(bytes / 1024^power, 1)), units[power + 1])
}
