#include "hdf5/file.h"

#include <cerrno>
#include <vector>

#include "core/settings.h"
#include "hdf5/error_stack.h"
#include "hdf5/file_driver.h"
#include "hdf5/open_error.h"
#include "hdf5/property_list.h"
#include "hdf5/superblock.h"

namespace ch5mpy {

namespace {

void check_superblock(OsFile& file, const std::string& path, Superblock& block) {
  if (int error = read_superblock(file, block)) {
    throw path_error(ErrorKind::io, path, "could not be read: " + os_error_text(error) + ".");
  }
  if (!block.found) {
    throw path_error(ErrorKind::corrupt, path,
                     "is not an HDF5 file, or has lost its beginning; check the path.");
  }
  if (block.marked_applying) {
    throw path_error(ErrorKind::corrupt, path,
                     "was being changed when its writer died, and its journal '" +
                         journal_path(path) + "' is not there any more; put it back.");
  }
  if (block.marked_writing && file.writable()) {
    throw path_error(ErrorKind::locked, path,
                     "is marked as open for writing by another program, or by one that died; when "
                     "none has it open, `h5clear -s` takes the mark away.");
  }
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

void File::open_hdf5(const std::shared_ptr<OsFile>& os_file) {
  take_driver_error();
  auto free_space = std::make_shared<FreeSpace>();
  OpeningTicket ticket(path_, os_file, free_space, policy_);
  Handle access = file_access(os_file->writable());
  unsigned flags = os_file->writable() ? H5F_ACC_RDWR : H5F_ACC_RDONLY;
  Handle file(H5Fopen(path_.c_str(), flags, access.get()), H5Fclose);
  if (!file) {
    std::string cause = take_error_stack();
    if (int error = take_driver_error()) {
      throw path_error(ErrorKind::io, path_, "could not be read: " + os_error_text(error) + ".");
    }
    throw path_error(ErrorKind::corrupt, path_,
                     "is damaged or cut short (" + cause + "); restore it from a copy.");
  }
  if (os_file->writable()) free_space->set(recall_free_space(file.get(), *os_file));
  free_space_ = std::move(free_space);
  file_ = std::move(file);
  number_ = file_number(file_.get());
  objects_.set_file(file_.get());
}

// A file that dead writers left longer than it says holds nothing beyond.
void File::set_committed_end(Transaction& transaction) {
  haddr_t end = 0;
  Superblock block;
  if (read_superblock(transaction, block) == 0 && block.offset == 0 &&
      H5Fget_eoa(file_.get(), &end) >= 0)
    transaction.set_committed_end(end);
  H5Eclear2(H5E_DEFAULT);
}

std::shared_ptr<Transaction> File::begin_transaction(std::shared_ptr<OsFile> os_file) {
  settle_journal(path_, *os_file);
  Superblock block;
  check_superblock(*os_file, path_, block);
  return std::make_shared<Transaction>(system_files(), std::move(os_file), journal_path(path_),
                                       superblock_head(block), settings().survive_power);
}

void File::start(std::shared_ptr<OsFile> os_file) {
  std::unique_ptr<WriterGuard> guard;
  std::shared_ptr<Transaction> transaction;
  Superblock block;
  end_reading();
  reader_.reset();
  if (os_file->writable()) {
    guard = std::make_unique<WriterGuard>(path_, *os_file);
    os_file = transaction = begin_transaction(std::move(os_file));
  } else {
    os_file = settled_for_reading(path_, std::move(os_file));
    reader_ = std::make_unique<ReaderGuard>(path_, *os_file);
    begin_reading();
    check_superblock(*os_file, path_, block);
  }
  policy_ = std::make_shared<LinkPolicy>(path_);
  open_hdf5(os_file);
  if (transaction != nullptr) set_committed_end(*transaction);
  writable_ = os_file->writable();
  changed_ = shut_ = false;
  identity_ = os_file->identity();
  os_file_ = std::move(os_file);
  transaction_ = std::move(transaction);
  guard_ = std::move(guard);
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
  Superblock block;
  check_superblock(*os_file_, path_, block);
  std::shared_ptr<OsFile> before = os_file_;
  forget_known();
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

void write_empty_file(OsFile& file, const std::string& path) {
  static const std::vector<char> image = empty_image();
  int error = file.write(image.data(), image.size(), 0);
  if (error == 0) error = file.truncate(image.size());
  if (error != 0) {
    throw path_error(ErrorKind::io, path, "could not be written: " + os_error_text(error) + ".");
  }
}

void replace_with_empty_file(std::shared_ptr<OsFile> file, const std::string& path) {
  WriterGuard guard(path, *file);
  settle_journal(path, *file);
  guard.shut_out();
  Superblock block;
  read_superblock(*file, block);
  Transaction transaction(system_files(), std::move(file), journal_path(path),
                          superblock_head(block), settings().survive_power);
  write_empty_file(transaction, path);
  if (int error = transaction.commit()) {
    transaction.rollback();
    throw path_error(ErrorKind::io, path, "could not be written: " + os_error_text(error) + ".");
  }
}

}  // namespace ch5mpy
