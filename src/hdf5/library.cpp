#include "hdf5/library.h"

#include <csignal>

#include "hdf5/api.h"
#include "hdf5/error_stack.h"

extern "C" herr_t hdf5lib_register_all_filters(void);

namespace ch5mpy {

void start_library() {
  check_status(H5open(), "start", ErrorKind::internal);
#ifdef SIGXFSZ
  // A file that may not grow any more is an error, not the end of the process.
  auto before = std::signal(SIGXFSZ, SIG_IGN);
  if (before != SIG_DFL) std::signal(SIGXFSZ, before);  // somebody handles it
#endif
  check_status(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "silence its own error printing",
               ErrorKind::internal);
  // A plugin named by the environment would be code that a file can call for.
  check_status(H5PLset_loading_state(0), "switch off plugins", ErrorKind::internal);
  check_status(hdf5lib_register_all_filters(), "register its filters", ErrorKind::internal);
}

std::string library_version() {
  unsigned major = 0, minor = 0, release = 0;
  check_status(H5get_libversion(&major, &minor, &release), "tell its version",
               ErrorKind::internal);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace ch5mpy
