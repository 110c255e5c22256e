# The class of dicts and how one is made.

#' A file or group as a list
#'
#' @description
#' `H5Dict()` opens a file or a group as a list whose values are loaded when they are asked for. Names,
#' `$`, `[[`, `[`, assignment, `lapply()` and the rest work as on a plain named list, and change the file.
#'
#' @param x The path of a file, or a handle of a file or group, or an `H5Dict`.
#' @param mode `"r"`, `"r+"`, `"w"`, `"w-"` or `"a"`, see [H5File()]. Given a handle, it is that handle's
#'   if left out; a wider one is an error of kind `mode`.
#' @param ... Passed on to [H5File()]: `order`, `trust`.
#' @return An `H5Dict`.
#'
#' @section Values:
#' | in the file | `d$x` is |
#' | --- | --- |
#' | 0-D dataset | the value itself |
#' | dataset with dimensions | an [H5Array()], nothing read |
#' | group | an `H5Dict` |
#' | group marked as a list | an [H5List()] |
#' | what cannot be read | an [H5Opaque] |
#'
#' @section As a list:
#' * `d$x` is exact and `NULL` for an absent name; `d[["x"]]` is an error of kind `not_found` then.
#'   `d[["a/b/c"]]` is a path, `d[[2]]` a position. `d[c("a", "b")]` is a plain list.
#' * `d$x <- value` stores any value in one step; `d$x <- NULL` deletes; `d["x"] <- list(NULL)` stores a
#'   `NULL`. `d[["g/h"]] <- v` and `d$g$h <- v` create the groups on the way. A replaced or renamed key
#'   keeps its place.
#' * What R's nested replacement hands back (`d$x[2] <- 6`) is recognised as the thing itself and not
#'   copied. A dict cannot be stored inside itself.
#' * `as.list(d)` is shallow and lazy; [h5_read()] loads everything.
#' * `as.environment(d)` is a locked environment with an active binding a key: reading one gives `d$key`,
#'   assigning to one writes it. `with(d, expr)` evaluates in a child of such an environment; assignments
#'   inside it are local.
#' * `unlist(d)` loads everything. `str(d)` draws the tree.
#'
#' @section Differences from a list:
#' A dict is a reference: `e <- d` is the same dict. Two elements cannot have the same name, and none can
#' be without one. A `/` in a name is refused in `$<-`, `names<-` and `[<-`.
#'
#' @section Memory:
#' Nothing is read before it is asked for; printing reads only what it shows.
#'
#' @seealso [h5_write()], [h5_read()], [h5_update()]
#' @aliases H5Dict-class
#' @examples
#' d <- H5Dict(tempfile(fileext = ".h5"), mode = "w")
#' d$a <- 1
#' d$b <- 1:3
#' d$c <- list(x = "text")
#' d
#' names(d)
#' d$c$x
#' d$b[2] <- 20L
#' h5_read(d)
#' h5_close(d)
#' @export
H5Dict <- function(x, mode = "r", ...) open_container(x, "", if (!missing(mode)) mode, "H5Dict", ...)

#' @exportClass H5Dict
setClass("H5Dict", contains = "H5Handle")

