# How a list in a file prints.

#' @rdname H5List
#' @export
setMethod("show", "H5List", function(object) cat(list_text(object), sep = "\n"))

# All elements of up to 6, of more the first 3 and the last 3; only those are read.
list_text <- function(x) {
  lost <- lost_text(x, "H5List[...]")
  if (!is.null(lost)) return(lost)
  n <- length(x)
  places <- if (n > 6L) c(1:3, n - 2:0) else seq_len(n)
  names <- element_names(x, n)[places]
  entries <- vapply(places, function(place) place_text(x, element_key(place)), "")
  named <- which(!is.na(names) & nzchar(names))
  entries[named] <- paste0(name_text(names[named]), ": ", entries[named])
  if (n > 6L) entries <- append(entries, "...", 3L)
  container_text("H5List[", entries, "]")
}

#' @export
str.H5List <- function(object, max.level = NA, ...) draw_tree(object, "H5List", max.level)
