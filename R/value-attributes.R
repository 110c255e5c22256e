# R's own attributes of a stored value: `__r_<name>__` on its group or dataset. Names that the package
# uses itself in that form get a dot in front.

reserved_attributes <- c("type", "package", "order", "na", "names", "dimnames_names", "keys")

own_name <- function(name) paste0("__r_", ifelse(sub("^[.]+", "", name) %in% reserved_attributes, ".", ""), name, "__")

# The attribute that an own name stands for.
attribute_of <- function(own) {
  name <- substr(own, 5L, nchar(own) - 2L)
  escaped <- startsWith(name, ".") & sub("^[.]+", "", name) %in% reserved_attributes
  ifelse(escaped, substring(name, 2L), name)
}

# Writes a list of attributes on what was just made at `path` below `loc`.
write_own <- function(loc, path, attributes) {
  for (name in names(attributes)) {
    put_attribute(loc, path, own_name(name), name_environment(attributes[[name]], name))
  }
}

# The attributes of `handle`, as R has them, but those in `but`.
read_own <- function(handle, but = character()) {
  names <- cpp_attr_names(handle, "")
  names <- names[startsWith(names, "__r_") & endsWith(names, "__") & nchar(names) > 6L]
  names <- names[!names %in% paste0("__r_", reserved_attributes, "__")]
  names(names) <- attribute_of(names)
  lapply(names[!names(names) %in% but], read_own_value, handle = handle)
}

# One that is not to be trusted, or not known here, is opaque.
read_own_value <- function(handle, name) {
  opaque <- function(error) opaque_attribute(handle, "", name, error)
  tryCatch(get_attribute(handle, "", name), ch5mpy_error_untrusted = opaque, ch5mpy_error_unsupported = opaque)
}

# Takes away all by which a group says what it stands for.
drop_own <- function(group) {
  for (name in grep("^(__r_|__h5_|encoding-)", cpp_attr_names(group, ""), value = TRUE)) cpp_attr_delete(group, "", name)
}

own_mark <- function(handle, name) {
  own <- paste0("__r_", name, "__")
  if (own %in% cpp_attr_names(handle, "")) cpp_attr_read(handle, "", own)$value
}

# Marks of anndata's specification.
write_encoding <- function(loc, path, type, version) {
  cpp_attr_write(loc, path, "encoding-type", type)
  cpp_attr_write(loc, path, "encoding-version", version)
}
