# How a dict prints, and the tree that str() draws.

#' @rdname H5Dict
#' @param object A dict.
#' @export
setMethod("show", "H5Dict", function(object) cat(dict_text(object), sep = "\n"))

dict_text <- function(x) {
  lost <- lost_text(x, "H5Dict{...}")
  if (!is.null(lost)) return(lost)
  keys <- names(x)
  shown <- keys[seq_len(min(length(keys), print_max()))]
  entries <- vapply(shown, function(key) key_text(x, key), "", USE.NAMES = FALSE)
  rest <- length(keys) - length(shown)
  if (rest > 0L) c("H5Dict{", paste0("  ", entries), paste0("  ... and ", rest, " more"), "}")
  else container_text("H5Dict{", entries, "}")
}

print_max <- function() {
  max <- getOption("ch5mpy.print_max", 50)
  if (is.numeric(max) && length(max) == 1L && !is.na(max) && max >= 0) max else 50
}

# "key: value"
key_text <- function(x, key) {
  found <- cpp_node_find(x, key, TRUE)
  paste0(name_text(key), ": ", if (is.null(found)) "<unreachable>" else entry_text(x, found))
}

#' @importFrom utils str
#' @export
str.H5Dict <- function(object, max.level = NA, ...) draw_tree(object, "H5Dict", max.level)

# The tree below a dict or a list; a group that contains itself is drawn once.
draw_tree <- function(object, class, max_level) {
  lost <- lost_text(object, if (class == "H5Dict") "H5Dict{...}" else "H5List[...]")
  if (!is.null(lost)) return(cat(lost, "\n", sep = ""))
  branch <- open_branch(object, cpp_node_find(object, "", FALSE))
  cat(branch$title, ": ", quote_text(branch$group@name), " in ", quote_text(path_text(object)), "\n", sep = "")
  draw_branch(branch, " ", if (is.na(max_level)) group_depth_max else max_level, list())
}

# A group with its children's keys and how they are titled.
open_branch <- function(x, found) {
  group <- new_handle("H5GroupHandle", x, found$name, found$object)
  is_list <- identical(found$mark, "list")
  keys <- if (is_list) element_key(seq_len(found$count)) else ordered_keys(group)
  labels <- if (is_list) sprintf("[[%d]]", seq_along(keys)) else name_text(keys)
  list(group = group, keys = keys, labels = labels, title = paste(if (is_list) "H5List of" else "H5Dict of", length(keys)))
}

draw_branch <- function(branch, indent, levels, above) {
  above <- c(above, branch$group)
  shown <- seq_len(min(length(branch$keys), print_max()))
  for (k in shown) {
    child <- cpp_node_find(branch$group, branch$keys[k], TRUE)
    inner <- if (!is.null(child) && found_kind(child) %in% c("dict", "list")) open_branch(branch$group, child)
    again <- !is.null(inner) && is_among(inner$group, above)
    text <- if (is.null(child)) "<unreachable>" else if (is.null(inner)) entry_text(branch$group, child) else inner$title
    cat(indent, "$ ", branch$labels[k], ": ", text, if (again) " (it is one of the groups around it)", "\n", sep = "")
    if (!is.null(inner) && !again && levels > 1L) draw_branch(inner, paste0(indent, " .."), levels - 1L, above)
  }
  if (length(branch$keys) > length(shown)) cat(indent, "... and ", length(branch$keys) - length(shown), " more\n", sep = "")
}
