.onLoad <- function(libname, pkgname) {
  cpp_session_start()
}

.onUnload <- function(libpath) {
  library.dynam.unload("ch5mpy", libpath)
}
