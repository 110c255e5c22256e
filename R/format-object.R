# One line on an R object, by its own format() where its class has one. What a file that is not trusted
# holds is only shown by methods of base R.

object_text <- function(x, trust = TRUE) {
  strange <- !trust && is.object(x) && !all(class(x) %in% base_classes)
  text <- if (strange) class_text(x) else tryCatch(object_line(x), error = function(e) class_text(x))
  cut_text(gsub("[[:cntrl:]]", " ", paste(text, collapse = " ")), max(20L, getOption("width")))
}

base_classes <- c("factor", "ordered", "Date", "POSIXct", "POSIXlt", "POSIXt", "difftime", "numeric_version", "package_version",
                  "noquote", "AsIs", "table", "data.frame", "formula", "octmode", "hexmode")

class_text <- function(x) paste0("<", class(x)[1L], ">")

object_line <- function(x) {
  if (is.data.frame(x)) return(paste0(class(x)[1L], "(", nrow(x), " x ", length(x), ")"))
  if (has_format(x)) return(vector_text(x, format))
  if (isS4(x)) return(slots_text(x))
  if (is.function(x) || is.environment(x)) return(paste0("<", typeof(x), ">"))
  if (is.language(x)) return(paste(trimws(deparse(bare_language(x))), collapse = " "))
  if (is.list(x)) return(paste0(class(x)[1L], if (is.null(names(x))) "[...]" else "{...}"))
  vector_text(x, function(x) element_text(x, if (is.double(x)) "float64" else ""))
}

# A formula's attributes are not for one line.
bare_language <- function(x) {
  if (is.call(x)) attributes(x) <- NULL
  x
}

has_format <- function(x) {
  if (!is.object(x) || is.call(x)) return(FALSE)
  known <- function(class) !is.null(utils::getS3method("format", class, optional = TRUE, envir = globalenv()))
  any(vapply(class(x), known, NA)) || isS4(x) && methods::isGeneric("format") && methods::hasMethod("format", class(x))
}

# All of up to 6 elements; of more the first 3 and the last 3.
vector_text <- function(x, text) {
  n <- length(x)
  if (n > 6L && is.null(dim(x))) {
    shown <- append(text(x[c(1:3, n - 2:0)]), "...", 3L)
  } else {
    shown <- text(x)
  }
  if (length(shown) == 1L) shown else paste0("[", paste(trimws(shown), collapse = ", "), "]")
}

# "O(v=5.0, k='a')"
slots_text <- function(x) {
  slots <- attributes(x)
  slots$class <- NULL
  if (typeof(x) != "S4") slots <- c(list(.Data = x@.Data), slots)
  paste0(class(x), "(", paste0(names(slots), "=", vapply(slots, object_text, ""), collapse = ", "), ")")
}
