# Factors: anndata's categorical, a group of codes from 0 (-1 for NA) and their categories.

store_factor <- function(value, loc, path, spec) {
  own <- attributes(value)
  levels <- own[["levels"]]
  ordered <- inherits(value, "ordered")
  if (identical(own[["class"]], if (ordered) c("ordered", "factor") else "factor")) own$class <- NULL
  cpp_node_create_group(loc, path)
  codes <- bare_value(value) - 1L
  codes[is.na(codes)] <- -1L
  cpp_value_write(loc, paste0(path, "/codes"), codes, child_spec(spec, type = code_type(length(levels)), scalar = FALSE))
  store_column(levels, loc, paste0(path, "/categories"), spec)
  cpp_attr_write(loc, path, "ordered", ordered)
  own$levels <- NULL
  write_own(loc, path, own)
  write_encoding(loc, path, "categorical", "0.2.0")
}

# The smallest integers that hold them, as pandas does.
code_type <- function(n) if (n <= 127L) "int8" else if (n <= 32767L) "int16" else "int32"

read_factor <- function(group) {
  codes <- read_integers(group, "codes")
  levels <- as.character(read_vector(group, "categories"))
  ordered <- "ordered" %in% cpp_attr_names(group, "") && isTRUE(as.logical(cpp_attr_read(group, "", "ordered")$value))
  factor <- make_factor(codes, levels, ordered)
  own <- read_own(group)
  if (is.null(own[["class"]])) own$class <- class(factor)
  set_attributes(factor, own)
}

# Codes from 0; negative ones are NA.
make_factor <- function(codes, levels, ordered) {
  if (any(codes >= length(levels), na.rm = TRUE)) {
    stop_ch5mpy("corrupt", paste0("A code of the factor, ", max(codes, na.rm = TRUE), ", has none of its ", length(levels), " categories."))
  }
  codes <- as.integer(codes) + 1L
  codes[codes < 1L] <- NA
  if (anyDuplicated(levels)) {
    codes <- match(levels, unique(levels))[codes]
    levels <- unique(levels)
  }
  structure(codes, levels = levels, class = c(if (ordered) "ordered", "factor"))
}
