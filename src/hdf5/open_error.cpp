#include "hdf5/open_error.h"

#include <cerrno>

namespace ch5mpy {

namespace {

bool readable(const std::string& path) {
  int error = 0;
  return open_os_file(path, OpenMode::read, error) != nullptr;
}

[[noreturn]] void throw_refused(const std::string& path, OpenMode mode, int error) {
  if (mode == OpenMode::write && readable(path)) {
    throw path_error(ErrorKind::mode, path,
                     "may not be written (" + os_error_text(error) + "); open it with mode \"r\".");
  }
  throw path_error(ErrorKind::io, path, "could not be opened: " + os_error_text(error) + ".");
}

[[noreturn]] void throw_absent(const std::string& path, OpenMode mode) {
  throw path_error(ErrorKind::not_found, path,
                   mode == OpenMode::create_new
                       ? "cannot be made: its folder does not exist; make that first."
                       : "does not exist; check the path.");
}

}  // namespace

Error path_error(ErrorKind kind, const std::string& path, const std::string& what) {
  return Error(kind, "The file '" + path + "' " + what).with("path", path);
}

void throw_open_error(const std::string& path, OpenMode mode, int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      throw_absent(path, mode);
    case EEXIST:
      throw path_error(ErrorKind::exists, path,
                       "exists already; open it with mode \"r+\", or \"w\" to replace it.");
    case EISDIR:
      throw path_error(ErrorKind::io, path, "is a directory, not an HDF5 file.");
    case ENODEV:
    case ENXIO:
      throw path_error(ErrorKind::io, path, "is not a regular file.");
    default:
      throw_refused(path, mode, error);
  }
}

std::string canonical_or_throw(const std::string& path, OpenMode mode) {
  std::string answer;
  if (int error = canonical_path(path, answer)) throw_open_error(path, mode, error);
  return answer;
}

}  // namespace ch5mpy
