# Change counters of the datasets of this session. A computed array is a value: it notes the counters
# of what it reads when it is made, so that it can say that a dataset changed instead of giving
# another number. A view notes the shape's counter only. Keys are C++'s object numbers.

# c(content, shape): how often each was changed through this package.
changes_of <- function(handle, key = object_key(handle)) {
  counted <- dataset_changes[[key]]
  if (is.null(counted)) unchanged else counted
}

unchanged <- c(0, 0)

object_key <- function(handle) as.character(handle@object)

bump_content <- function(handle) {
  dataset_changes[[object_key(handle)]] <- c(next_change(), changes_of(handle)[2L])
  invisible()
}

bump_shape <- function(handle) {
  dataset_changes[[object_key(handle)]] <- c(next_change(), next_change())
  invisible()
}

# What a computed array notes about one dataset: a list of one note, named by dataset and counter.
noted_change <- function(handle) {
  key <- object_key(handle)
  content <- changes_of(handle, key)[1L]
  notes <- list(list(handle = handle, content = content))
  names(notes) <- paste(key, content)
  notes
}

# Stops when a dataset that `deps` (notes) speaks of has changed since. Notes of another process are
# not compared: there the expression means what the file holds. `node` is what has the notes.
check_unchanged <- function(deps, node) {
  for (note in deps) {
    handle <- note$handle
    if (changes_of(handle)[1L] != note$content && handle@session == cpp_session_id()) {
      # that a dataset was closed or is gone says more
      for (read in node_handles(node)) cpp_array_shape(read)
      stop_ch5mpy("stale", paste0(
        "This array was computed from ", quote_text(handle@name), ", which has been changed since; ",
        "write the expression again to compute it from what is there now."
      ), path = path_text(handle), name = handle@name)
    }
  }
}

check_shape_unchanged <- function(node) {
  handle <- node$handle
  if (changes_of(handle)[2L] != node$resized && handle@session == cpp_session_id()) {
    stop_ch5mpy("stale", paste0(
      "This is a view of ", quote_text(handle@name), ", which has been resized since; select from the array again."
    ), path = path_text(handle), name = handle@name)
  }
}
