// What HDF5's archive needs of R, which is not linked here: where it prints and gives up.
#include <cstdarg>
#include <cstdlib>

extern "C" {
void Rprintf(const char*, ...) {}
void REprintf(const char*, ...) {}
void Rvprintf(const char*, std::va_list) {}
void REvprintf(const char*, std::va_list) {}
void Rf_warning(const char*, ...) {}
[[noreturn]] void Rf_error(const char*, ...) {
  std::abort();
}
}
