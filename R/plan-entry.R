# One axis of a view is selected by an entry: NULL (all), a range list(from, by, n) (1-based, `by` may be
# negative), or a vector of positions (1-based doubles, NA allowed).

no_positions <- list(from = 1, by = 1, n = 0)

entry_length <- function(entry, extent) {
  if (is.null(entry)) extent else if (is.list(entry)) entry$n else length(entry)
}

entry_values <- function(entry, extent) {
  if (is.null(entry)) return(as.double(seq_len(extent)))
  if (is.list(entry)) entry$from + (seq_len(entry$n) - 1) * entry$by else entry
}

# The shortest form of some positions.
as_entry <- function(positions) {
  n <- length(positions)
  if (n == 0L) return(no_positions)
  if (n == 1L) {
    return(if (is.na(positions)) NA_real_ else list(from = as.double(positions), by = 1, n = 1))
  }
  first <- as.double(positions[1L])
  by <- positions[2L] - first
  last <- positions[n]
  if (!is.na(by) && by != 0 && !is.na(last) && last == first + by * (n - 1) && is_steady(positions, by)) {
    return(list(from = first, by = by, n = as.double(n)))
  }
  as.double(positions)
}

is_steady <- function(positions, by) {
  if (length(positions) == 2L) return(TRUE)
  steps <- diff(positions)
  !anyNA(steps) && all(steps == by)
}

# What `entry` selects of what `base` selects.
entry_at <- function(base, entry) {
  if (is.null(base)) return(entry)
  if (is.null(entry)) return(base)
  if (!is.list(base)) return(as_entry(base[entry_values(entry)]))
  if (is.list(entry)) {
    return(list(from = base$from + (entry$from - 1) * base$by, by = base$by * entry$by, n = entry$n))
  }
  base$from + (entry - 1) * base$by
}

# A range over everything is no selection.
simplify_entry <- function(entry, extent) {
  if (is.list(entry) && entry$n == extent && entry$from == 1 && (entry$by == 1 || extent == 1)) NULL else entry
}
