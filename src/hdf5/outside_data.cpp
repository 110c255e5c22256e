#include "hdf5/outside_data.h"

#include <vector>

#include "hdf5/error_stack.h"
#include "hdf5/key_spelling.h"

namespace ch5mpy {

namespace {

using Reach = LinkPolicy::Reach;

void require(Reach reach, const Location& location, const std::string& name,
             const std::string& source) {
  if (reach == Reach::allowed) return;
  std::string what = "'" + printable(name) + "' of '" + printable(location.path()) +
                     "' has its elements in '" + printable(source) + "'";
  if (reach == Reach::missing) {
    throw location.error(ErrorKind::not_found, what + ", which does not exist.", printable(name));
  }
  throw location
      .error(ErrorKind::untrusted,
             what +
                 ", outside of the file's folder; open the file with trust = TRUE if you know "
                 "where it comes from.",
             printable(name))
      .with("source", printable(source));
}

std::string virtual_source(hid_t creation, std::size_t i) {
  ssize_t size = check_status(H5Pget_virtual_filename(creation, i, nullptr, 0),
                              "read a virtual dataset's source", ErrorKind::corrupt);
  std::vector<char> name(static_cast<std::size_t>(size) + 1);
  check_status(H5Pget_virtual_filename(creation, i, name.data(), name.size()),
               "read a virtual dataset's source", ErrorKind::corrupt);
  return name.data();
}

[[noreturn]] void throw_not_written(const Location& location, const std::string& name) {
  throw location.error(ErrorKind::unsupported,
                       "'" + printable(name) + "' of '" + printable(location.path()) +
                           "' has its elements in other files, which are not written; h5_write() "
                           "what is read from it as a dataset of its own.",
                       printable(name));
}

void check_virtual(const Location& location, hid_t creation, const std::string& name,
                   Access access) {
  std::size_t count = 0;
  check_status(H5Pget_virtual_count(creation, &count), "count a virtual dataset's sources",
               ErrorKind::corrupt);
  for (std::size_t i = 0; i < count; ++i) {
    std::string source = virtual_source(creation, i);
    if (source == ".") continue;  // this very file
    if (access == Access::write) throw_not_written(location, name);
    Reach reach = location.file().policy().reach(source);
    // The name of a series of files: the first that is missing ends it.
    bool series = source.find('%') != std::string::npos;
    if (!series || reach != Reach::missing) require(reach, location, name, source);
  }
}

void check_raw(const Location& location, hid_t creation, const std::string& name, Access access) {
  int count = H5Pget_external_count(creation);
  if (count > 0 && access == Access::write) throw_not_written(location, name);
  constexpr std::size_t kLongest = 4096;
  for (int i = 0; i < count; ++i) {
    char source[kLongest + 1] = {};
    off_t offset = 0;
    hsize_t size = 0;
    check_status(
        H5Pget_external(creation, static_cast<unsigned>(i), kLongest, source, &offset, &size),
        "read the name of a raw file", ErrorKind::corrupt);
    require(location.file().policy().reach_raw(source), location, name, source);
  }
}

}  // namespace

void check_outside_data(const Location& location, hid_t dataset, const std::string& name,
                        Access access) {
  Handle creation = check_handle(H5Dget_create_plist(dataset), H5Pclose,
                                 "read how a dataset is stored", ErrorKind::corrupt);
  switch (H5Pget_layout(creation.get())) {
    case H5D_VIRTUAL:
      return check_virtual(location, creation.get(), name, access);
    case H5D_CONTIGUOUS:
      return check_raw(location, creation.get(), name, access);
    default:
      return;
  }
}

void check_outside_data(const Location& location, const Dataset& dataset, const std::string& name,
                        Access access) {
  if (dataset.outside()) check_outside_data(location, dataset.id(), name, access);
}

}  // namespace ch5mpy
