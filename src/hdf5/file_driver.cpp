#include "hdf5/file_driver.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>

#include "core/process.h"
#include "hdf5/error_stack.h"
#include "hdf5/heap_guard.h"

namespace ch5mpy {

namespace {

constexpr int kDriverValue = 391;  // HDF5 leaves 256 to 511 to testing and private drivers
constexpr haddr_t kLargestAddress = (~haddr_t{0}) >> 1;

struct DriverFile {
  H5FD_t base;  // first: HDF5 sees only this
  std::shared_ptr<OsFile> os;
  std::shared_ptr<FreeSpace> free_space;     // null: a file that HDF5 opened on its own
  std::shared_ptr<const LinkPolicy> policy;  // of the file, or of the one that it was opened for
  haddr_t eoa;
  haddr_t eof;
  std::uint64_t owner;
  bool changed;  // something was written
};

std::string ticket_path;
std::shared_ptr<OsFile> ticket_file;
std::shared_ptr<FreeSpace> ticket_space;
std::shared_ptr<const LinkPolicy> ticket_policy;
int last_error = 0;

DriverFile* self(H5FD_t* file) {
  return reinterpret_cast<DriverFile*>(file);
}
const DriverFile* self(const H5FD_t* file) {
  return reinterpret_cast<const DriverFile*>(file);
}
bool foreign(const DriverFile* file) {
  return file->owner != process_number();
}

herr_t fail(int error) {
  last_error = error;
  return -1;
}

// What an access list of HDF5's carries from a file to those that it opens on its behalf.
struct DriverInfo {
  std::shared_ptr<const LinkPolicy> policy;
};

void* driver_fapl_get(H5FD_t* file) {
  return new (std::nothrow) DriverInfo{self(file)->policy};
}

void* driver_fapl_copy(const void* info) {
  return new (std::nothrow) DriverInfo(*static_cast<const DriverInfo*>(info));
}

herr_t driver_fapl_free(void* info) {
  delete static_cast<DriverInfo*>(info);
  return 0;
}

std::shared_ptr<const LinkPolicy> policy_in(hid_t access) {
  const auto* info = static_cast<const DriverInfo*>(H5Pget_driver_info(access));
  return info == nullptr ? nullptr : info->policy;
}

// HDF5 does not get over a write that fails while it closes a dataset: it keeps an identifier of what it
// has freed. Our own files' transaction knows that it failed and is rolled back.
herr_t refused(const DriverFile* file, int error) {
  last_error = error;
  return file->free_space != nullptr ? 0 : -1;
}

// A file that HDF5 opens on its own is only read, whatever the parent may do: a stranger's file
// must not choose what gets written.
std::shared_ptr<OsFile> open_on_its_own(const char* name, const LinkPolicy* policy, int& error) {
  if (policy != nullptr && policy->allows(name)) return open_os_file(name, OpenMode::read, error);
  error = EACCES;
  return nullptr;
}

H5FD_t* driver_open(const char* name, unsigned, hid_t access, haddr_t) {
  try {
    int error = 0;
    bool ticketed = ticket_file != nullptr && ticket_path == name;
    std::shared_ptr<const LinkPolicy> policy = ticketed ? ticket_policy : policy_in(access);
    std::shared_ptr<OsFile> os =
        ticketed ? ticket_file : open_on_its_own(name, policy.get(), error);
    std::uint64_t size = 0;
    if (os != nullptr) error = os->size(size);
    if (error != 0) {
      last_error = error;
      return nullptr;
    }
    auto* file = new DriverFile();
    file->os = std::move(os);
    if (ticketed) file->free_space = ticket_space;
    file->policy = std::move(policy);
    file->eof = size;
    file->owner = process_number();
    return &file->base;
  } catch (const std::exception&) {
    last_error = ENOMEM;
    return nullptr;
  }
}

herr_t driver_close(H5FD_t* file) {
  delete self(file);
  return 0;
}

// The owner is part of what a file is: a child that opens its parent's file gets one of its own,
// not the inherited one with the parent's unwritten changes.
int driver_cmp(const H5FD_t* a, const H5FD_t* b) {
  FileIdentity x = self(a)->os->identity(), y = self(b)->os->identity();
  if (x != y) return x < y ? -1 : 1;
  if (self(a)->owner != self(b)->owner) return self(a)->owner < self(b)->owner ? -1 : 1;
  return 0;
}

herr_t driver_query(const H5FD_t*, unsigned long* flags) {
  if (flags != nullptr) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  }
  return 0;
}

// Where HDF5 would let the file grow, it first gets what earlier sessions left free.
haddr_t driver_alloc(H5FD_t* base, H5FD_mem_t, hid_t, hsize_t size) {
  DriverFile* file = self(base);
  std::uint64_t address = 0;
  if (file->free_space != nullptr && !foreign(file) &&
      file->free_space->take(size, *file->os, &address))
    return address;
  if (size > kLargestAddress - file->eoa) return HADDR_UNDEF;
  address = file->eoa;
  file->eoa += size;
  return address;
}

haddr_t driver_get_eoa(const H5FD_t* file, H5FD_mem_t) {
  return self(file)->eoa;
}

herr_t driver_set_eoa(H5FD_t* file, H5FD_mem_t, haddr_t address) {
  self(file)->eoa = address;
  return 0;
}

haddr_t driver_get_eof(const H5FD_t* file, H5FD_mem_t) {
  return self(file)->eof;
}

herr_t driver_get_handle(H5FD_t* file, hid_t, void** handle) {
  if (handle == nullptr) return -1;
  *handle = self(file)->os.get();
  return 0;
}

bool out_of_range(haddr_t address, std::size_t size) {
  return address > kLargestAddress || size > kLargestAddress - address;
}

herr_t driver_read(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer) {
  DriverFile* file = self(base);
  if (out_of_range(address, size)) return fail(EOVERFLOW);
  std::size_t got = 0;
  int error = file->os->read(buffer, size, address, got);
  if (error != 0) return fail(error);
  if (!is_sane_heap(*file->os, address, buffer, got)) return -1;
  // Beyond the end HDF5 expects zeros, as every driver gives.
  std::memset(static_cast<char*>(buffer) + got, 0, size - got);
  return 0;
}

// Closing a file that nobody changed rewrites its superblock with the same bytes: left out, so that
// the file and its time stay as they were.
bool same_bytes(DriverFile* file, haddr_t address, std::size_t size, const void* buffer) {
  constexpr std::size_t kLargest = 256;
  unsigned char there[kLargest];
  std::size_t got = 0;
  return size <= kLargest && file->os->read(there, size, address, got) == 0 && got == size &&
         std::memcmp(there, buffer, size) == 0;
}

herr_t driver_write(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t address, size_t size,
                    const void* buffer) {
  DriverFile* file = self(base);
  if (foreign(file)) return 0;
  if (out_of_range(address, size)) return fail(EOVERFLOW);
  if (!file->changed && same_bytes(file, address, size, buffer)) return 0;
  file->changed = true;
  int error = file->os->write(buffer, size, address);
  if (error != 0 && refused(file, error) < 0) return -1;
  if (address + size > file->eof) file->eof = address + size;
  return 0;
}

herr_t driver_flush(H5FD_t*, hid_t, bool) {
  return 0;
}

herr_t driver_truncate(H5FD_t* base, hid_t, bool) {
  DriverFile* file = self(base);
  if (foreign(file) || file->eoa == file->eof || !file->os->writable()) return 0;
  // What others appended stays as long as we write nothing.
  if (!file->changed && file->eoa < file->eof) return 0;
  int error = file->os->truncate(file->eoa);
  if (error != 0 && refused(file, error) < 0) return -1;
  file->eof = file->eoa;
  return 0;
}

H5FD_class_t driver_class() {
  H5FD_class_t cls = {};
  cls.version = H5FD_CLASS_VERSION;
  cls.value = kDriverValue;
  cls.name = "ch5mpy";
  cls.maxaddr = kLargestAddress;
  cls.fc_degree = H5F_CLOSE_STRONG;
  cls.fapl_size = sizeof(DriverInfo);
  cls.fapl_get = driver_fapl_get;
  cls.fapl_copy = driver_fapl_copy;
  cls.fapl_free = driver_fapl_free;
  cls.open = driver_open;
  cls.close = driver_close;
  cls.cmp = driver_cmp;
  cls.query = driver_query;
  cls.alloc = driver_alloc;
  cls.get_eoa = driver_get_eoa;
  cls.set_eoa = driver_set_eoa;
  cls.get_eof = driver_get_eof;
  cls.get_handle = driver_get_handle;
  cls.read = driver_read;
  cls.write = driver_write;
  cls.flush = driver_flush;
  cls.truncate = driver_truncate;
  // lock stays null: with it, every flushed state of a v3 file would say "open for writing", and
  // nothing else would open it after a crash.
  const H5FD_mem_t map[H5FD_MEM_NTYPES] = H5FD_FLMAP_DICHOTOMY;
  std::memcpy(cls.fl_map, map, sizeof map);
  return cls;
}

hid_t driver_id() {
  static const H5FD_class_t cls = driver_class();
  static const hid_t id =
      check_status(H5FDregister(&cls), "register the file driver", ErrorKind::internal);
  return id;
}

}  // namespace

void use_file_driver(hid_t fapl) {
  check_status(H5Pset_driver(fapl, driver_id(), nullptr), "set the file driver",
               ErrorKind::internal);
}

OpeningTicket::OpeningTicket(std::string path, std::shared_ptr<OsFile> file,
                             std::shared_ptr<FreeSpace> free_space,
                             std::shared_ptr<const LinkPolicy> policy) {
  ticket_path = std::move(path);
  ticket_file = std::move(file);
  ticket_space = std::move(free_space);
  ticket_policy = std::move(policy);
}

OpeningTicket::~OpeningTicket() {
  ticket_file.reset();
  ticket_space.reset();
  ticket_policy.reset();
}

int take_driver_error() {
  int error = last_error;
  last_error = 0;
  return error;
}

}  // namespace ch5mpy
