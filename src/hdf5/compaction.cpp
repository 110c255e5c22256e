#include "hdf5/compaction.h"

#include <cerrno>
#include <vector>

#include "core/cancel.h"
#include "hdf5/copied_references.h"
#include "hdf5/error_stack.h"
#include "hdf5/file.h"
#include "hdf5/file_driver.h"
#include "hdf5/free_space.h"
#include "hdf5/group_depth.h"
#include "hdf5/open_error.h"
#include "hdf5/property_list.h"
#include "hdf5/superblock.h"

namespace ch5mpy {

namespace {

constexpr const char* kRootCopy = "root";

std::string copy_path(const std::string& path) { return path + ".compacting"; }

// The file that grows beside; removed unless it took the other's place.
class Beside {
 public:
  Beside(const std::string& path, const OsFile& main) : path_(copy_path(path)) {
    remove_path(path_);  // of a process that died: who compacts is the only writer
    int error = 0;
    file_ = system_files().create_beside(path_, main, error);
    if (file_ == nullptr) throw_open_error(path_, OpenMode::create_new, error);
  }
  ~Beside() {
    if (!path_.empty()) remove_path(path_);
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  const std::string& path() const { return path_; }
  const std::shared_ptr<OsFile>& file() const { return file_; }
  int take_place_of(const std::string& path) {
    if (int error = file_->sync()) return error;
    if (int error = system_files().rename(path_, path)) return error;
    path_.clear();
    return system_files().sync_folder(path);
  }

 private:
  std::string path_;
  std::shared_ptr<OsFile> file_;
};

void require_written(int error, const std::string& path) {
  if (error == 0) return;
  throw path_error(ErrorKind::io, path, "could not be compacted: " + os_error_text(error) + ".");
}

Handle create_like(hid_t source, const Beside& beside) {
  Handle creation = check_handle(H5Fget_create_plist(source), H5Pclose, "read how a file was made");
  Handle access = file_access(true);
  // What others made may need more than what we write.
  check_status(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_LATEST),
               "set the format bounds");
  OpeningTicket ticket(beside.path(), beside.file(), std::make_shared<FreeSpace>(),
                       std::make_shared<LinkPolicy>(beside.path()));
  return check_handle(H5Fcreate(beside.path().c_str(), H5F_ACC_TRUNC, creation.get(), access.get()),
                      H5Fclose, "make a file");
}

// What the user has before the superblock.
int copy_userblock(OsFile& from, OsFile& to) {
  Superblock block;
  if (int error = read_superblock(from, block)) return error;
  std::vector<char> bytes(1 << 16);
  for (std::uint64_t at = 0; at < block.offset;) {
    std::size_t got = 0, step = std::min<std::uint64_t>(bytes.size(), block.offset - at);
    if (int error = from.read(bytes.data(), step, at, got)) return error;
    if (got == 0) return EIO;
    if (int error = to.write(bytes.data(), got, at)) return error;
    at += got;
  }
  return 0;
}

// All that is below the root, and the root itself, which becomes the new file's: one copy, so that what
// is shared stays shared.
haddr_t copy_root(File& source, hid_t copy) {
  Handle from = check_handle(H5Gopen2(source.id(), "/", H5P_DEFAULT), H5Gclose, "open the root",
                             ErrorKind::corrupt);
  require_shallow(from.get(), "/", "compacted");
  if (H5Ocopy(from.get(), ".", copy, kRootCopy, H5P_DEFAULT, link_creation()) < 0) {
    std::string cause = take_error_stack();
    require_written(take_driver_error(), source.path());
    throw path_error(ErrorKind::corrupt, source.path(), "could not be compacted (" + cause + ").");
  }
  Handle to = check_handle(H5Gopen2(copy, kRootCopy, H5P_DEFAULT), H5Gclose, "open what was copied");
  forget_free_space(to.get());
  renew_references(from.get(), to.get());
  H5O_info2_t info;
  haddr_t address = HADDR_UNDEF;
  check_status(H5Oget_info3(to.get(), &info, H5O_INFO_BASIC), "examine what was copied");
  check_status(H5VLnative_token_to_addr(copy, info.token, &address), "find what was copied");
  return address;
}

void write_copy(File& source, const Beside& beside) {
  take_driver_error();
  Handle copy = create_like(source.id(), beside);
  require_written(copy_userblock(*source.os_file(), *beside.file()), source.path());
  haddr_t root = copy_root(source, copy.get());
  bool closed = H5Fflush(copy.get(), H5F_SCOPE_LOCAL) >= 0 && copy.reset() >= 0;
  std::string cause = take_error_stack();
  require_written(take_driver_error(), source.path());
  if (!closed) throw path_error(ErrorKind::io, source.path(), "could not be compacted: " + cause + ".");
  Superblock block;
  require_written(read_superblock(*beside.file(), block), source.path());
  require_written(set_root(*beside.file(), block, root), source.path());
}

// Opened as anybody will open it.
void require_same_root(File& source, const Beside& beside) {
  int error = 0;
  std::shared_ptr<OsFile> os_file = open_os_file(beside.path(), OpenMode::read_no_link, error);
  require_written(error, source.path());
  File copy(beside.path());
  copy.open(std::move(os_file));
  H5G_info_t was, is;
  bool same = H5Gget_info_by_name(source.id(), "/", &was, H5P_DEFAULT) >= 0 &&
              H5Gget_info_by_name(copy.id(), "/", &is, H5P_DEFAULT) >= 0 && was.nlinks == is.nlinks;
  copy.close();
  if (!same) throw path_error(ErrorKind::corrupt, source.path(), "could not be compacted: its copy is not like it.");
}

void replace_by_copy(File& source, Compaction& done) {
  Beside beside(source.path(), *source.os_file());
  write_copy(source, beside);
  require_same_root(source, beside);
  require_written(source.os_file()->size(done.before), source.path());
  require_written(beside.file()->size(done.after), source.path());
  done.old_identity = source.identity();
  done.new_identity = beside.file()->identity();
  poll_cancel();
  require_written(beside.take_place_of(source.path()), source.path());
}

}  // namespace

Compaction compact_file(const std::string& path) {
  Compaction done;
  done.path = canonical_or_throw(path, OpenMode::write);
  int error = 0;
  std::shared_ptr<OsFile> os_file = open_os_file(done.path, OpenMode::write, error);
  if (os_file == nullptr) throw_open_error(path, OpenMode::write, error);
  File source(done.path);
  source.open(std::move(os_file));
  try {
    source.begin_change();  // keeps others out
    replace_by_copy(source, done);
  } catch (...) {
    source.close();
    throw;
  }
  source.close();
  return done;
}

}  // namespace ch5mpy
