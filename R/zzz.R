.onLoad <- function(libname, pkgname) {
  cpp_session_start()
  # A bad value in an option or a variable is told when that option is asked for, not here: the
  # package must load.
  try(push_options(), silent = TRUE)
  addTaskCallback(after_top_level_call, name = "ch5mpy")
  if (isNamespaceLoaded("BiocGenerics")) share_with_bioc()
  setHook(packageEvent("BiocGenerics", "onLoad"), share_with_bioc)
  reg.finalizer(exit_guard, function(guard) try(cpp_session_flush(), silent = TRUE), onexit = TRUE)
}

# What was set while the namespace was being loaded is lost to methods' own bookkeeping.
.onAttach <- function(libname, pkgname) if (isNamespaceLoaded("BiocGenerics")) share_with_bioc()

.onUnload <- function(libpath) {
  removeTaskCallback("ch5mpy")
  cpp_session_flush()
  library.dynam.unload("ch5mpy", libpath)
}

# Other processes read what a top-level call wrote. A failure is told without undoing the call.
after_top_level_call <- function(...) {
  # A browser's prompt is in the middle of calls.
  if (sys.nframe() > 1L) return(TRUE)
  tryCatch({
    cpp_session_flush()
    refresh_options()
  }, error = function(e) warning(e))
  TRUE
}

# Its finaliser runs when R ends, before the library's own exit handlers.
exit_guard <- new.env(parent = emptyenv())
