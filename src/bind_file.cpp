// Exports of files: open, lease, close, flush, facts.
#include <Rcpp.h>

#include "hdf5/error_stack.h"
#include "hdf5/location.h"
#include "hdf5/superblock.h"
#include "rglue/boundary.h"
#include "rglue/handle.h"

using namespace ch5mpy;

namespace {

const char* libver_name(H5F_libver_t version) {
  switch (version) {
    case H5F_LIBVER_EARLIEST:
      return "earliest";
    case H5F_LIBVER_V18:
      return "1.8";
    case H5F_LIBVER_V110:
      return "1.10";
    case H5F_LIBVER_V112:
      return "1.12";
    case H5F_LIBVER_V114:
      return "1.14";
    default:
      return "2.0";
  }
}

Rcpp::List describe_file(const Location& location) {
  using Rcpp::_;
  const File& file = location.file();
  Handle access = check_handle(H5Fget_access_plist(file.id()), H5Pclose, "describe a file");
  H5F_libver_t low, high;
  check_status(H5Pget_libver_bounds(access.get(), &low, &high), "describe a file");
  Superblock block;
  std::uint64_t size = 0;
  int error = read_superblock(*file.os_file(), block);
  if (error == 0) error = file.os_file()->size(size);
  if (error != 0) {
    throw location.error(ErrorKind::io,
                         "The file '" + file.path() + "' could not be read: " +
                             os_error_text(error) + ".",
                         "/");
  }
  return Rcpp::List::create(
      _["path"] = Rcpp::RObject(wrap_text(file.path())), _["driver"] = "ch5mpy",
      _["writable"] = file.writable(), _["created"] = file.created(),
      _["libver"] = Rcpp::CharacterVector::create(_["low"] = libver_name(low),
                                                  _["high"] = libver_name(high)),
      _["superblock"] = static_cast<int>(block.version),
      _["userblock"] = static_cast<double>(block.offset), _["size"] = static_cast<double>(size));
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_file_open(SEXP path, SEXP mode) {
  return guarded([&] {
    FileMode parsed = parse_file_mode(read_text(mode, "mode"));
    std::string given = read_text(path, "path");
    std::string expanded = R_ExpandFileName(given.c_str());
    return wrap_opening(FilePool::instance().open(expanded, parsed));
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_file_lease(SEXP x, SEXP mode) {
  return guarded(
      [&] { return wrap_opening(reopen_handle(x, parse_file_mode(read_text(mode, "mode")))); });
}

// [[Rcpp::export(rng = false)]]
void cpp_file_close(SEXP x) {
  guarded([&] { close_handle(x); });
}

// [[Rcpp::export(rng = false)]]
void cpp_file_flush(SEXP x) {
  guarded([&] {
    resolve_handle(x, Access::read);
    FilePool::instance().commit(read_handle(x).lease);
  });
}

// [[Rcpp::export(rng = false)]]
bool cpp_file_is_open(SEXP x) {
  return guarded([&] { return handle_state(x) != LeaseState::closed; });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_file_info(SEXP x) {
  return guarded([&] { return describe_file(resolve_handle(x, Access::read)); });
}
