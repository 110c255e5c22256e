# Functions of the package replaced until `env` ends: local_functions(name = function(...) ...).
local_functions <- function(..., env = parent.frame()) {
  home <- asNamespace("ch5mpy")
  replacements <- list(...)
  put <- function(functions) {
    for (name in names(functions)) {
      unlockBinding(name, home)
      assign(name, functions[[name]], envir = home)
      lockBinding(name, home)
    }
  }
  before <- mget(names(replacements), envir = home)
  put(replacements)
  withr::defer(put(before), envir = env)
}
