# What dicts and lists share: how a thing in a file becomes an R object, and how base R's subscripts
# of a plain list are worked out on the file's elements.

# The R object for a cpp_node_find() result below `x`: a 0-D value itself, anything larger as a handle.
node_object <- function(x, found) {
  value <- found$value
  if (!is.null(value)) return(value)
  switch(found_kind(found),
    null = NULL,
    scalar = read_scalar(x, found),
    array = new_h5array(found_node(x, found)),
    dict = new_handle("H5Dict", x, found$name, found$object),
    list = new_handle("H5List", x, found$name, found$object),
    object = read_object(x, found, capped = TRUE),
    give_opaque(x, found)
  )
}

# The file, group, dict or list `x` (or the file at the path `x`), as it was asked for: `name` in it,
# under `mode`, which is the handle's own where it is NULL.
open_container <- function(x, name, mode, class, ...) {
  loc <- face_handle(x, mode, ...)
  on.exit(release(x, loc))
  found <- cpp_node_find(loc, name, FALSE)
  if (is.null(found)) stop_absent(loc, name)
  # What h5_restore() is given is the dict that is marked as an object.
  if (!is(x, "H5Contents")) check_container(loc, found, class)
  on.exit()
  new_handle(class, without_slots(loc, opaque_slots), found$name, found$object)
}

check_container <- function(loc, found, class, call = user_call()) {
  force(call)
  kind <- found_kind(found)
  wanted <- if (class == "H5List") "list" else "dict"
  if (kind == wanted) return()
  is <- switch(kind, dict = "a dict", list = "a list", array = "an array", scalar = "a single value", null = "NULL", object = "an object",
               "something that cannot be read")
  way <- if (kind %in% c("dict", "list")) paste0("; take it with H5", if (kind == "dict") "Dict" else "List", "()") else ""
  stop_ch5mpy("type", paste0(
    quote_text(found$name), " in ", quote_text(path_text(loc)), " is ", is, " and not a ", wanted, way, "."
  ), path = path_text(loc), name = found$name, call = call)
}

# The elements at the places that `[i]` picks of a plain list of n elements with `names`.
pick_elements <- function(x, n, names, i, fetch) {
  places <- number_places(n, names)
  if (!missing(i)) places <- by_base(places[as_subscript(i)], x)
  lapply(places, function(place) if (!is.null(place)) fetch(place))
}

number_places <- function(n, names) {
  places <- as.list(seq_len(n))
  names(places) <- names
  places
}

as_subscript <- function(i) if (isS4(i) && is(i, "H5Array")) as.vector(h5_read(i)) else i

# What `x[i] <- value` or `x[[i]] <- value` makes of a plain list, worked out by base R on the numbers
# of its elements: a list whose elements are such a number (kept) or a value wrapped in `new_value`.
plan_assignment <- function(x, n, names, i, value, single) {
  places <- number_places(n, names)
  if (single) {
    by_base(places[[i]] <- if (!is.null(value)) new_value(value), x)
  } else if (is.null(value)) {
    by_base(if (missing(i)) places[] <- NULL else places[as_subscript(i)] <- NULL, x)
  } else {
    value <- lapply(as_values(value), new_value)
    by_base(if (missing(i)) places[] <- value else places[as_subscript(i)] <- value, x)
  }
  places
}

new_value <- function(value) structure(list(value), class = "new_value")

is_new <- function(places) vapply(places, inherits, NA, "new_value")

# The elements of what is assigned to `x[i]`.
as_values <- function(value) {
  if (is.list(value) && !is.object(value)) return(value)
  if (isS4(value) && (is(value, "H5Dict") || is(value, "H5List"))) return(as.list(value))
  if (is.atomic(value) && !is.object(value)) return(as.list(value))
  stop_ch5mpy("type", paste0("`[<-` takes the elements as a list; put ", value_text(value), " into list()."))
}

# Evaluates what base R does on a plain list; its complaints become ours.
by_base <- function(expr, x) {
  withCallingHandlers(
    tryCatch(expr, error = function(e) stop_bad_subscript(x, conditionMessage(e))),
    warning = function(w) {
      warn_ch5mpy(conditionMessage(w))
      invokeRestart("muffleWarning")
    }
  )
}

stop_bad_subscript <- function(x, why, call = user_call()) {
  force(call)
  stop_ch5mpy("subscript", paste0(
    "Subscript of ", quote_text(x@name), " in ", quote_text(path_text(x)), ": ", why, "."
  ), path = path_text(x), name = x@name, call = call)
}

# `value[[i]]` of what is at the first of several subscripts of `x`.
element_within <- function(x, value, i) if (isS4(value)) value[[i]] else by_base(value[[i]], x)

stop_dimensions <- function(x) stop_bad_subscript(x, "incorrect number of dimensions")

# Whether `value` is what is stored as `key` of `x`, so that assigning it there changes nothing: the
# whole object, as R's nested replacement hands it back.
is_own_value <- function(x, key, value) {
  if (!isS4(value)) return(FALSE)
  handle <- if (is(value, "H5Handle")) value else if (is(value, "H5Array") && array_is_whole(value)) array_handle(value)
  if (is.null(handle)) return(FALSE)
  found <- cpp_node_find(x, key, FALSE)
  !is.null(found) && found$object > 0 && cpp_node_same(handle, new_handle("H5GroupHandle", x, found$name, found$object))
}

require_writable <- function(x) if (x@mode == "r") stop_read_only(x)

# ---- Texts ----

# How what is at `key` of `x` prints inside a dict or a list.
place_text <- function(x, key) {
  or_unreadable({
    found <- cpp_node_find(x, key, TRUE)
    if (is.null(found)) "<unreachable>" else entry_text(x, found)
  })
}

# One thing that cannot be read keeps none of the others from being shown: a text says why.
or_unreadable <- function(expr) {
  why <- function(error) paste0("<cannot be read: ", cut_text(conditionMessage(error), 60L), ">")
  tryCatch(expr, ch5mpy_error_corrupt = why, ch5mpy_error_io = why, ch5mpy_error_unsupported = why,
           ch5mpy_error_memory = why, ch5mpy_error_untrusted = why, ch5mpy_error_not_found = why)
}

# How what cpp_node_find() found below `x` prints inside a dict or a list. Reads no more than is shown.
entry_text <- function(x, found) {
  switch(found_kind(found),
    null = "NULL",
    scalar = scalar_text(if (is.null(found$value)) read_scalar(x, found) else found$value, found$dtype),
    array = array_summary(new_h5array(found_node(x, found))),
    dict = if (found$count > 0) "{...}" else "{}",
    list = if (found$count > 0) "[...]" else "[]",
    object = stored_object_text(x, found),
    opaque_text(new_opaque(x, found))
  )
}

scalar_text <- function(value, dtype) cut_text(element_text(value, dtype), max(20L, getOption("width")))

# `Name{a, b}` on one line where that fits, else one a line.
container_text <- function(open, entries, close) {
  line <- paste0(open, paste(entries, collapse = ", "), close)
  if (nchar(line, "width") <= getOption("width")) return(line)
  c(open, paste0("  ", entries), close)
}

# What a handle that does not answer any more prints as; NULL for one that does.
lost_text <- function(x, text) {
  if (!cpp_file_is_open(x)) return(paste("Closed", text))
  tryCatch({
    cpp_node_locate(x)
    NULL
  }, ch5mpy_error_stale = function(e) paste("Replaced", text), ch5mpy_error_not_found = function(e) paste("Deleted", text),
  ch5mpy_error_closed = function(e) paste("Closed", text))
}
