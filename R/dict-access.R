# A dict as a list: reading, assigning, deleting and renaming its keys.

#' @rdname H5Dict
#' @param name,i A key; for `[[` also a path `"a/b"` or a position.
#' @export
setMethod("$", "H5Dict", function(x, name) {
  if (grepl("/", name, fixed = TRUE) || !nzchar(name) || name == ".") return(NULL)
  found <- cpp_node_find(x, name, TRUE)
  if (!is.null(found)) node_object(x, found)
})

#' @rdname H5Dict
#' @param j,drop Not for dicts.
#' @export
setMethod("[[", "H5Dict", function(x, i, j, ...) {
  if (!missing(j) || ...length() > 0L && !identical(...names(), "exact")) stop_dimensions(x)
  if (length(i) > 1L) return(element_within(x, x[[i[[1L]]]], i[-1L]))
  key <- if (is_text(i)) i else dict_key(x, i)
  found <- cpp_node_find(x, key, TRUE)
  if (is.null(found)) stop_absent(x, key)
  node_object(x, found)
})

# A text that C++ can take as a path: all but "", which is the dict itself.
is_text <- function(i) is.character(i) && length(i) == 1L && !is.na(i) && nzchar(i) && i != "/"

# The key that a single subscript names: itself, a path, or the one at a position.
dict_key <- function(x, i) {
  if (is.character(i) && length(i) == 1L && !is.na(i)) {
    if (i == "/") check_path(i, "i")
    if (!nzchar(i) || i == ".") stop_bad_key(i)
    return(enc2utf8(i))
  }
  if (is.character(i)) stop_bad_subscript(x, if (length(i)) "the key is NA" else "there is no key")
  keys <- names(x)
  by_base(keys[[i]], x)
}

#' @rdname H5Dict
#' @export
setMethod("[", "H5Dict", function(x, i, j, ..., drop = TRUE) {
  if (!missing(j) || ...length() > 0L) stop_dimensions(x)
  keys <- names(x)
  fetch <- function(place) x[[keys[place]]]
  if (missing(i)) pick_elements(x, length(keys), keys, fetch = fetch) else pick_elements(x, length(keys), keys, i, fetch)
})

#' @rdname H5Dict
#' @param value The value to store; `NULL` deletes.
#' @export
setMethod("$<-", "H5Dict", function(x, name, value) {
  if (grepl("/", name, fixed = TRUE)) stop_bad_key(name)
  set_key(x, name, value)
})

#' @rdname H5Dict
#' @export
setMethod("[[<-", "H5Dict", function(x, i, j, ..., value) {
  if (!missing(j) || ...length() > 0L) stop_dimensions(x)
  if (length(i) > 1L) {
    inner <- x[[i[[1L]]]]
    inner[[i[-1L]]] <- value
    return(set_key(x, dict_key(x, i[[1L]]), inner))
  }
  set_key(x, if (is_text(i)) i else dict_key(x, i), value)
})

set_key <- function(x, key, value) {
  if (x@mode == "r") stop_read_only(x)
  is_path <- grepl("/", key, fixed = TRUE)
  if (is_path) key <- check_path(key, "i")
  if (is.null(value)) {
    remove_paths(x, key)
  } else if (is_plain(value) && !is_path) {
    write_plain(x, key, value, plain_spec(x, value))
  } else if (!is_own_value(x, key, value)) {
    write_entries(x, key, list(value))
  }
  x
}

#' @rdname H5Dict
#' @export
setMethod("[<-", "H5Dict", function(x, i, j, ..., value) {
  if (!missing(j) || ...length() > 0L) stop_dimensions(x)
  require_writable(x)
  keys <- names(x)
  plan <- if (missing(i)) plan_assignment(x, length(keys), keys, value = value, single = FALSE)
          else plan_assignment(x, length(keys), keys, i, value, FALSE)
  new <- plan[is_new(plan)]
  values <- lapply(unname(new), `[[`, 1L)
  new_keys <- if (is.null(names(new))) rep("", length(new)) else enc2utf8(names(new))
  check_write_keys(new_keys)
  own <- vapply(seq_along(values), function(k) is_own_value(x, new_keys[k], values[[k]]), NA)
  gone <- setdiff(keys, names(plan))
  if (!all(own) || length(gone)) write_entries(x, new_keys[!own], values[!own], gone)
  x
})

#' @rdname H5Dict
#' @export
setMethod("names", "H5Dict", function(x) ordered_keys(x))

#' @rdname H5Dict
#' @export
setMethod("length", "H5Dict", function(x) length(visible_keys(cpp_node_names(x, ""))))

#' @rdname H5Dict
#' @export
setMethod("length<-", "H5Dict", function(x, value) {
  keys <- names(x)
  require_writable(x)
  length <- check_count(value, "value")
  if (length > length(keys)) {
    stop_ch5mpy("argument", paste0("The dict has ", length(keys), " keys; a further one needs a name: use d[[name]] <- value."))
  }
  remove_paths(x, keys[seq_along(keys) > length])
  x
})

#' @rdname H5Dict
#' @export
setMethod("names<-", "H5Dict", function(x, value) {
  keys <- names(x)
  if (identical(keys, value)) return(x)
  require_writable(x)
  value <- check_new_keys(value, length(keys))
  rename_keys(x, keys, value)
  x
})

check_new_keys <- function(value, n) {
  if (is.null(value) || length(value) != n) {
    stop_ch5mpy("argument", paste0("The dict has ", n, " keys; `names<-` takes as many, not ", length(value), "."))
  }
  value <- enc2utf8(as.character(value))
  check_write_keys(value)
  if (anyDuplicated(value)) {
    stop_ch5mpy("argument", paste0("Two keys cannot both be ", quote_text(value[anyDuplicated(value)]), "."))
  }
  value
}

# Keys that are exchanged take a detour by names that nothing has. What was done is undone on an error.
rename_keys <- function(x, keys, value) {
  changed <- which(keys != value)
  taken <- changed[value[changed] %in% keys]
  detour <- replace(value, taken, paste0("..", seq_along(taken), "_", value[taken]))
  done <- list()
  on.exit(for (move in rev(done)) move_path(x, move[2L], move[1L]))
  for (k in changed) {
    move_path(x, keys[k], detour[k])
    done[[length(done) + 1L]] <- c(keys[k], detour[k])
  }
  for (k in taken) {
    move_path(x, detour[k], value[k])
    done[[length(done) + 1L]] <- c(detour[k], value[k])
  }
  if (!is.null(read_order(x)) || !identical(ordered_keys(x), value)) write_order(x, value)
  on.exit()
}

#' @export
as.list.H5Dict <- function(x, ...) x[]

#' @export
rev.H5Dict <- function(x) rev(as.list(x))

#' @method unlist H5Dict
#' @export
unlist.H5Dict <- function(x, recursive = TRUE, use.names = TRUE) unlist(h5_read(x), recursive, use.names)

#' @export
c.H5Dict <- function(...) join_lists(...)

# Dicts and lists among the arguments as plain lists.
join_lists <- function(...) {
  parts <- lapply(list(...), function(part) if (isS4(part) && (is(part, "H5Dict") || is(part, "H5List"))) as.list(part) else part)
  do.call(c, parts, quote = TRUE)
}

#' @rdname H5Dict
#' @export
setMethod("as.environment", "H5Dict", function(x) bind_keys(x, emptyenv()))

# A locked environment with one active binding a key.
bind_keys <- function(x, parent) {
  bindings <- new.env(parent = parent)
  for (key in names(x)) makeActiveBinding(key, key_binding(x, key), bindings)
  lockEnvironment(bindings)
  bindings
}

key_binding <- function(x, key) {
  force(key)
  function(value) {
    if (missing(value)) return(x[[key]])
    if (is.null(value)) x[key] <<- list(NULL) else x[[key]] <<- value
  }
}

#' @export
with.H5Dict <- function(data, expr, ...) {
  keys <- bind_keys(data, parent.frame())
  eval(substitute(expr), new.env(parent = keys))
}

#' Merge a list into a dict
#'
#' `h5_update(d, list)` and `modifyList(d, list)` store the elements of a named list under their names:
#' in the file, all in one step. Where both sides are dicts (named lists) they are merged in turn;
#' anything else replaces what is there, and `NULL` deletes.
#'
#' @param d,x An [H5Dict()].
#' @param list,val A named list, or an `H5Dict`.
#' @param keep.null Whether `NULL` is stored instead of deleting.
#' @return The dict.
#' @examples
#' d <- H5Dict(tempfile(fileext = ".h5"), mode = "w")
#' d$a <- list(x = 1, y = 2)
#' h5_update(d, list(a = list(y = NULL, z = 3), b = "new"))
#' str(h5_read(d))
#' @export
h5_update <- function(d, list) {
  if (!is(d, "H5Dict")) stop_argument("d", d, "an H5Dict")
  update_dict(d, list, keep_null = FALSE)
}

#' @rdname h5_update
#' @importFrom utils modifyList
#' @export
setGeneric("modifyList")

#' @rdname h5_update
#' @export
setMethod("modifyList", "H5Dict", function(x, val, keep.null = FALSE) update_dict(x, val, keep.null))

update_dict <- function(d, list, keep_null) {
  require_writable(d)
  changes <- collect_changes(d, list, "", keep_null)
  if (length(changes$paths) || length(changes$gone)) write_entries(d, changes$paths, changes$values, changes$gone)
  d
}

# What merging `list` into the dict at `base` below `d` stores and removes.
collect_changes <- function(d, list, base, keep_null) {
  list <- as_update(list)
  paths <- gone <- character()
  values <- list()
  for (k in seq_along(list)) {
    path <- paste0(base, names(list)[k])
    value <- list[[k]]
    if (is.null(value) && !keep_null) {
      gone <- c(gone, path)
    } else if (is_dict_value(value) && is_dict_at(d, path)) {
      inner <- collect_changes(d, value, paste0(path, "/"), keep_null)
      paths <- c(paths, inner$paths)
      values <- c(values, inner$values)
      gone <- c(gone, inner$gone)
    } else if (!is_own_value(d, path, value)) {
      paths <- c(paths, path)
      values <- c(values, list(value))
    }
  }
  list(paths = paths, values = values, gone = gone)
}

as_update <- function(list) {
  if (isS4(list) && is(list, "H5Dict")) return(as.list(list))
  if (!is.list(list) || is.object(list)) stop_argument("list", list, "a named list")
  if (length(list) && is.null(names(list))) stop_argument("list", list, "a named list")
  check_write_keys(names(list))
  list[!duplicated(names(list), fromLast = TRUE)]
}

is_dict_value <- function(value) is.list(value) && !is.object(value) && are_keys(names(value)) || isS4(value) && is(value, "H5Dict")

is_dict_at <- function(d, path) {
  found <- cpp_node_find(d, path, FALSE)
  !is.null(found) && found_kind(found) == "dict"
}

#' @importFrom utils .DollarNames
#' @export
.DollarNames.H5Dict <- function(x, pattern = "") grep(pattern, names(x), value = TRUE)
