# Functions of blocks that only R has: those of base that C++ leaves to it, and the user's own. C++
# calls them on R's thread, on one block after another.

# Whether `fun` of elements of these types is computed by base's own function.
left_to_r <- function(fun, types) {
  if ("character" %in% types) return(!fun %in% text_in_cpp && !(fun %in% c("==", "!=") && all(types == "character")))
  if ("complex" %in% types) return(!fun %in% complex_in_cpp)
  fun %in% special_functions
}

call_op <- function(fun, args) if (left_to_r(fun, vapply(args, function(arg) arg$type, ""))) "map" else "call"

text_in_cpp <- c("is.na", "is.finite", "is.infinite")

complex_in_cpp <- c(
  "+", "-", "==", "!=", "!", "&", "|", "is.na", "is.nan", "is.finite", "is.infinite", "Re", "Im", "Mod", "Arg", "Conj", "ifelse"
)

special_functions <- c(
  "beta", "lbeta", "choose", "lchoose", "psigamma", "besselI", "besselJ", "besselK", "besselY", "bitwAnd", "bitwOr", "bitwXor",
  "bitwNot", "bitwShiftL", "bitwShiftR"
)

# `fun`, a function or the name of one of ours or of base, of blocks of `args`; `params` are its further
# arguments. It must give as many elements of `type` as a block has.
node_map <- function(fun, args, type, dim, vector, params = list(), ...) {
  node_call(fun, args, type, dim, vector, params, ..., op = "map")
}

block_function <- function(fun) {
  if (!is.character(fun)) return(fun)
  home <- if (exists(fun, envir = baseenv(), inherits = FALSE)) baseenv() else topenv()
  get(fun, envir = home, mode = "function")
}

# Called by C++ (rglue/block_call.cpp) with vectors of `n` elements, or of one where that stands for all.
call_on_block <- function(fun, args, params, type, n) {
  warnings <- character()
  value <- withCallingHandlers(
    do.call(block_function(fun), c(args, params), quote = TRUE),
    warning = function(w) {
      warnings <<- c(warnings, conditionMessage(w))
      tryInvokeRestart("muffleWarning")
    }
  )
  check_block_value(value, type, n)
  list(value = value, warnings = unique(warnings))
}

check_block_value <- function(value, type, n) {
  fits <- is.atomic(value) && !is.object(value) && typeof(value) == type && length(value) == n
  if (fits) return(invisible())
  stop_ch5mpy("type", sprintf(
    "The function gave %s for a block of %.0f elements, not as many values of type %s; the type is what it gives for a single element.",
    block_value_text(value), n, quote_text(type)
  ))
}

block_value_text <- function(value) {
  if (is.atomic(value) && !is.object(value)) return(sprintf("%s of length %.0f", typeof(value), length(value)))
  paste("an object of class", quote_text(class(value)[1L]))
}
