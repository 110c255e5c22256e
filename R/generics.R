# Generics of other packages under names that we have methods for too. BiocGenerics has a generic of its
# own for `which.min()`, `var()`, `append()`, ...: whichever is called, ours or that one, finds our methods
# and those of the other packages.

# What the files below register: list(name, class, method), by name.
shared_methods <- new.env(parent = emptyenv())

# Says that `method` is what `name`'s generics do on objects of `class`. To be called when the package is
# built, beside the setMethod() on the generic that we export.
share_method <- function(name, class, method) {
  shared_methods[[name]] <- c(shared_methods[[name]], list(list(class = class, method = method)))
}

# Done once BiocGenerics is loaded, which may be before or after us.
share_with_bioc <- function(...) {
  theirs <- asNamespace("BiocGenerics")
  for (name in ls(shared_methods)) {
    if (!exists(name, envir = theirs, inherits = FALSE)) next
    generic <- get(name, envir = theirs)
    if (!is(generic, "standardGeneric") || identical(environment(generic), environment(own_generic(name)))) next
    for (shared in shared_methods[[name]]) {
      ours <- adapted_method(generic, as.name(shared$method), get(shared$method, envir = topenv()))
      setMethod(generic, shared$class, ours, where = bioc_methods)
    }
    default <- adapted_method(own_generic(name), call("::", as.name("BiocGenerics"), as.name(name)), generic)
    setMethod(own_generic(name), "ANY", default, where = bioc_methods)
  }
}

own_generic <- function(name) getGeneric(name, where = topenv())

# A call of `method` (how it is named, and the function) with the arguments that `generic` has.
adapted_method <- function(generic, name, method) {
  arguments <- formals(generic)
  known <- names(formals(method))
  passed <- if ("..." %in% known) names(arguments) else intersect(names(arguments), known)
  call <- as.call(c(name, lapply(passed, as.name)))
  names(call) <- c("", ifelse(passed == "..." | seq_along(passed) == 1L, "", passed))
  adapted <- as.function(c(arguments, call))
  environment(adapted) <- topenv()
  adapted
}

# Where these methods are kept: our namespace is locked by then.
bioc_methods <- new.env()
