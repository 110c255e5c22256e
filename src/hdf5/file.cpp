#include "hdf5/file.h"

#include <cerrno>
#include <vector>

#include "hdf5/error_stack.h"
#include "hdf5/file_driver.h"
#include "hdf5/open_error.h"
#include "hdf5/property_list.h"
#include "hdf5/superblock.h"

namespace ch5mpy {

namespace {

void check_superblock(OsFile& file, const std::string& path) {
  Superblock block;
  if (int error = read_superblock(file, block)) {
    throw path_error(ErrorKind::io, path, "could not be read: " + os_error_text(error) + ".");
  }
  if (!block.found) {
    throw path_error(ErrorKind::corrupt, path,
                     "is not an HDF5 file, or has lost its beginning; check the path.");
  }
  if (block.marked_writing && file.writable()) {
    throw path_error(ErrorKind::locked, path,
                     "is marked as open for writing by another program, or by one that died; when "
                     "none has it open, `h5clear -s` takes the mark away.");
  }
}

Handle open_hdf5(const std::string& path, const std::shared_ptr<OsFile>& os_file,
                 const std::shared_ptr<FreeSpace>& free_space,
                 const std::shared_ptr<LinkPolicy>& policy) {
  take_driver_error();
  OpeningTicket ticket(path, os_file, free_space, policy);
  Handle access = file_access(os_file->writable());
  unsigned flags = os_file->writable() ? H5F_ACC_RDWR : H5F_ACC_RDONLY;
  Handle file(H5Fopen(path.c_str(), flags, access.get()), H5Fclose);
  if (file) return file;
  std::string cause = take_error_stack();
  if (int error = take_driver_error()) {
    throw path_error(ErrorKind::io, path, "could not be read: " + os_error_text(error) + ".");
  }
  throw path_error(ErrorKind::corrupt, path,
                   "is damaged or cut short (" + cause + "); restore it from a copy.");
}

// The bytes of an empty file, made in memory.
std::vector<char> empty_image() {
  Handle access(check_status(H5Pcreate(H5P_FILE_ACCESS), "make a property list"), H5Pclose);
  check_status(H5Pset_fapl_core(access.get(), 4096, false), "set the memory driver");
  check_status(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110),
               "set the format bounds");
  Handle file =
      check_handle(H5Fcreate("ch5mpy-empty", H5F_ACC_TRUNC, file_creation(), access.get()),
                   H5Fclose, "make an empty file");
  check_status(H5Fflush(file.get(), H5F_SCOPE_LOCAL), "make an empty file");
  ssize_t size = check_status(H5Fget_file_image(file.get(), nullptr, 0), "make an empty file");
  std::vector<char> image(static_cast<std::size_t>(size));
  check_status(H5Fget_file_image(file.get(), image.data(), image.size()), "make an empty file");
  return image;
}

}  // namespace

void File::start(std::shared_ptr<OsFile> os_file) {
  check_superblock(*os_file, path_);
  free_space_ = std::make_shared<FreeSpace>();
  policy_ = std::make_shared<LinkPolicy>(path_);
  file_ = open_hdf5(path_, os_file, free_space_, policy_);
  writable_ = os_file->writable();
  changed_ = false;
  if (writable_) free_space_->set(recall_free_space(file_.get(), *os_file));
  identity_ = os_file->identity();
  os_file_ = std::move(os_file);
  objects_.set_file(file_.get());
  stamp_now();
}

void File::stamp_now() {
  FileStamp now;
  if (stat_path(path_, now) == 0) set_stamp(now);
}

void File::set_stamp(const FileStamp& now) {
  stamp_ = now;
  changes_at_stamp_ = os_file_->changes();
}

bool File::changed_by_others(const FileStamp& now) const {
  // Where we wrote too, a newer time tells nothing.
  return !dirty_ && os_file_->changes() == changes_at_stamp_ && !now.same_content(stamp_);
}

void File::open(std::shared_ptr<OsFile> os_file) {
  start(std::move(os_file));
}

void File::reopen_for_writing(std::shared_ptr<OsFile> os_file) {
  // HDF5 has one opening of a file in a process: the one for reading must go first.
  check_superblock(*os_file, path_);
  std::shared_ptr<OsFile> before = os_file_;
  objects_.suspend();
  file_.reset();
  try {
    start(std::move(os_file));
  } catch (const Error&) {
    start(before);
    objects_.resume();
    throw;
  }
  objects_.resume();
}

void File::flush() {
  if (!dirty_ || !file_) return;
  take_driver_error();
  if (H5Fflush(file_.get(), H5F_SCOPE_LOCAL) < 0) {
    std::string cause = take_error_stack();
    if (int error = take_driver_error()) cause = os_error_text(error);
    throw path_error(ErrorKind::io, path_, "could not be written: " + cause + ".");
  }
  dirty_ = false;
  stamp_now();
}

void File::close() {
  std::exception_ptr lost;
  try {
    flush();
  } catch (const Error&) {
    lost = std::current_exception();
  }
  objects_.close_all();
  take_driver_error();
  if (changed_ && !lost) record_free_space(file_.get(), *os_file_, free_space_->stretches());
  bool failed = file_.reset() < 0;
  std::string cause = take_error_stack();
  if (int error = take_driver_error()) cause = os_error_text(error);
  os_file_.reset();
  dirty_ = writable_ = false;
  if (lost) std::rethrow_exception(lost);
  if (failed) throw path_error(ErrorKind::io, path_, "could not be closed cleanly: " + cause + ".");
}

void write_empty_file(OsFile& file, const std::string& path) {
  static const std::vector<char> image = empty_image();
  int error = file.write(image.data(), image.size(), 0);
  if (error == 0) error = file.truncate(image.size());
  if (error != 0) {
    throw path_error(ErrorKind::io, path, "could not be written: " + os_error_text(error) + ".");
  }
}

}  // namespace ch5mpy
