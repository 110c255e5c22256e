# One attribute of a thing in a file with any R value: a plain vector as it is, NULL as Python's ch5mpy
# writes its None, anything else by its structure.

# What stands for NULL.
none_text <- "__h5_NONE__"

put_attribute <- function(loc, path, name, value) {
  if (is.null(value)) {
    replace_plain(loc, path, name, none_text)
  } else if (is_plain_attribute(value)) {
    replace_plain(loc, path, name, value)
  } else {
    write_structure(loc, path, name, describe_value(value))
  }
}

# A vector without attributes but a dim that is one in the file too. Texts that mean something else
# here are told by a structure.
is_plain_attribute <- function(value) {
  if (!is.atomic(value) || is.null(value)) return(FALSE)
  if (!is.null(attributes(value))) {
    if (is.object(value) || !identical(names(attributes(value)), "dim") || length(dim(value)) < 2L) return(FALSE)
  }
  !identical(value, none_text) && !is_structure_text(value)
}

# An attribute that had leaves loses them.
replace_plain <- function(loc, path, name, value) {
  if (any(is_leaf_of(present <- cpp_attr_names(loc, path), name)) && name %in% present) {
    if (has_structure(loc, path, name)) delete_structure(loc, path, name)
  }
  cpp_attr_write(loc, path, name, value)
}

get_attribute <- function(loc, path, name, trust = loc@trust) {
  read <- tryCatch(cpp_attr_read(loc, path, name), ch5mpy_error_unsupported = function(e) {
    tryCatch(list(value = read_record(loc, path, name)), ch5mpy_error_unsupported = function(other) stop(e))
  })
  value <- read$value
  if (isTRUE(read$null) || identical(value, none_text)) return(NULL)
  if (!is_structure_text(value)) return(value)
  build_value(read_structure(loc, path, name, value), trust)
}

drop_attribute <- function(loc, path, name) {
  if (has_structure(loc, path, name)) delete_structure(loc, path, name) else cpp_attr_delete(loc, path, name)
}

has_structure <- function(loc, path, name) is_structure_text(read_or_null(loc, path, name))

# NULL also for what cannot be read.
read_or_null <- function(loc, path, name) tryCatch(cpp_attr_read(loc, path, name)$value, ch5mpy_error = function(e) NULL)

# Which of the attributes `names` are leaves of another one.
which_leaves <- function(loc, path, names) {
  owners <- sub("[.][1-9][0-9]{0,8}$", "", names)
  candidates <- owners != names & owners %in% names
  if (!any(candidates)) return(logical(length(names)))
  structures <- Filter(function(name) has_structure(loc, path, name), unique(owners[candidates]))
  candidates & owners %in% structures
}
