# Special functions of base R, computed by base's own functions block by block.

#' Special functions of arrays
#'
#' [beta()], [lbeta()], [choose()], [lchoose()], [psigamma()] and the Bessel functions of an [H5Array] are
#' lazy: base's own functions are called on R's thread on one block after another when values are asked
#' for. Operands are recycled and attributes kept as in base R.
#'
#' @param a,b,n,k,x,deriv,nu Operands: at least one of them an `H5Array`.
#' @param expon.scaled As in [besselI()].
#' @return An `H5Array`; nothing is read.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", 4)
#' x[] <- 1:4
#' as.vector(choose(10, x))
#' @name H5Array-special
NULL

#' @rdname H5Array-special
#' @export
setGeneric("beta")

#' @rdname H5Array-special
#' @export
setMethod("beta", signature("H5Array", "ANY"), function(a, b) recycled_call("beta", list(a, b)))

#' @rdname H5Array-special
#' @export
setMethod("beta", signature("H5Array", "H5Array"), function(a, b) recycled_call("beta", list(a, b)))

#' @rdname H5Array-special
#' @export
setMethod("beta", signature("ANY", "H5Array"), function(a, b) recycled_call("beta", list(a, b)))

#' @rdname H5Array-special
#' @export
setGeneric("lbeta")

#' @rdname H5Array-special
#' @export
setMethod("lbeta", signature("H5Array", "ANY"), function(a, b) recycled_call("lbeta", list(a, b)))

#' @rdname H5Array-special
#' @export
setMethod("lbeta", signature("H5Array", "H5Array"), function(a, b) recycled_call("lbeta", list(a, b)))

#' @rdname H5Array-special
#' @export
setMethod("lbeta", signature("ANY", "H5Array"), function(a, b) recycled_call("lbeta", list(a, b)))

#' @rdname H5Array-special
#' @export
setGeneric("choose")

#' @rdname H5Array-special
#' @export
setMethod("choose", signature("H5Array", "ANY"), function(n, k) recycled_call("choose", list(n, k)))

#' @rdname H5Array-special
#' @export
setMethod("choose", signature("H5Array", "H5Array"), function(n, k) recycled_call("choose", list(n, k)))

#' @rdname H5Array-special
#' @export
setMethod("choose", signature("ANY", "H5Array"), function(n, k) recycled_call("choose", list(n, k)))

#' @rdname H5Array-special
#' @export
setGeneric("lchoose")

#' @rdname H5Array-special
#' @export
setMethod("lchoose", signature("H5Array", "ANY"), function(n, k) recycled_call("lchoose", list(n, k)))

#' @rdname H5Array-special
#' @export
setMethod("lchoose", signature("H5Array", "H5Array"), function(n, k) recycled_call("lchoose", list(n, k)))

#' @rdname H5Array-special
#' @export
setMethod("lchoose", signature("ANY", "H5Array"), function(n, k) recycled_call("lchoose", list(n, k)))

#' @rdname H5Array-special
#' @export
setGeneric("psigamma")

#' @rdname H5Array-special
#' @export
setMethod("psigamma", "H5Array", function(x, deriv = 0L) recycled_call("psigamma", list(x, deriv)))

#' @rdname H5Array-special
#' @export
setGeneric("besselI")

#' @rdname H5Array-special
#' @export
setMethod("besselI", "H5Array", function(x, nu, expon.scaled = FALSE) {
  recycled_call("besselI", list(x, nu), params = list(expon.scaled = expon.scaled), bare_empty = TRUE)
})

#' @rdname H5Array-special
#' @export
setGeneric("besselK")

#' @rdname H5Array-special
#' @export
setMethod("besselK", "H5Array", function(x, nu, expon.scaled = FALSE) {
  recycled_call("besselK", list(x, nu), params = list(expon.scaled = expon.scaled), bare_empty = TRUE)
})

#' @rdname H5Array-special
#' @export
setGeneric("besselJ")

#' @rdname H5Array-special
#' @export
setMethod("besselJ", "H5Array", function(x, nu) recycled_call("besselJ", list(x, nu)))

#' @rdname H5Array-special
#' @export
setGeneric("besselY")

#' @rdname H5Array-special
#' @export
setMethod("besselY", "H5Array", function(x, nu) recycled_call("besselY", list(x, nu)))
