#include "hdf5/free_space.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

constexpr const char* kListName = "__h5_free_space__";
constexpr std::size_t kListed = 64;
// Less than this in all is left alone: small files need no list.
constexpr std::uint64_t kWorthwhile = 65536;
constexpr std::uint64_t kMagic = 0x9e11f4ee35b1ad07ULL;

// What a free stretch begins with.
struct Header {
  std::uint64_t magic;
  std::uint64_t key;
  std::uint64_t address;
  std::uint64_t size;
};

// The attribute: the key that the headers repeat, and the stretches, those of size 0 being none.
struct List {
  std::uint64_t key;
  Stretch stretches[kListed];
};

constexpr hsize_t kWords = sizeof(List) / sizeof(std::uint64_t);

bool header_stands(OsFile& file, const Stretch& stretch, std::uint64_t key) {
  Header header;
  std::size_t got = 0;
  if (file.read(&header, sizeof header, stretch.address, got) != 0 || got != sizeof header)
    return false;
  return header.magic == kMagic && header.key == key && header.address == stretch.address &&
         header.size == stretch.size;
}

void write_header(OsFile& file, const Stretch& stretch, std::uint64_t key) {
  Header header{kMagic, key, stretch.address, stretch.size};
  file.write(&header, sizeof header, stretch.address);
}

int wipe_header(OsFile& file, std::uint64_t address) {
  Header nothing = {};
  return file.write(&nothing, sizeof nothing, address);
}

// Only where HDF5 itself forgets, and addresses are the file's own.
bool is_ours_to_manage(hid_t file) {
  Handle list(H5Fget_create_plist(file), H5Pclose);
  H5F_fspace_strategy_t strategy;
  bool persistent = true;
  hsize_t threshold = 0, userblock = 1;
  return list && H5Pget_file_space_strategy(list.get(), &strategy, &persistent, &threshold) >= 0 &&
         H5Pget_userblock(list.get(), &userblock) >= 0 && !persistent && userblock == 0 &&
         strategy == H5F_FSPACE_STRATEGY_FSM_AGGR;
}

Handle open_list(hid_t file) {
  if (H5Aexists(file, kListName) <= 0) return Handle();
  Handle list(H5Aopen(file, kListName, H5P_DEFAULT), H5Aclose);
  Handle space(list ? H5Aget_space(list.get()) : -1, H5Sclose);
  Handle type(list ? H5Aget_type(list.get()) : -1, H5Tclose);
  bool fits = space && type && H5Sget_simple_extent_npoints(space.get()) == kWords &&
              H5Tequal(type.get(), H5T_STD_U64LE) > 0;
  return fits ? std::move(list) : Handle();
}

Handle make_list(hid_t file) {
  H5Adelete(file, kListName);
  Handle space(H5Screate_simple(1, &kWords, nullptr), H5Sclose);
  return Handle(H5Acreate2(file, kListName, H5T_STD_U64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT),
                H5Aclose);
}

std::vector<Stretch> sections(hid_t file) {
  ssize_t count = H5Fget_free_sections(file, H5FD_MEM_DEFAULT, 0, nullptr);
  std::vector<H5F_sect_info_t> found(count > 0 ? static_cast<std::size_t>(count) : 0);
  if (count > 0) count = H5Fget_free_sections(file, H5FD_MEM_DEFAULT, found.size(), found.data());
  std::vector<Stretch> out;
  for (ssize_t i = 0; i < count; ++i) out.push_back({found[i].addr, found[i].size});
  return out;
}

// In order, joined where they touch, the largest only, none at the file's end (HDF5 cuts that off).
std::vector<Stretch> worth_listing(std::vector<Stretch> all, std::uint64_t end) {
  std::sort(all.begin(), all.end(),
            [](const Stretch& a, const Stretch& b) { return a.address < b.address; });
  std::vector<Stretch> joined;
  for (const Stretch& next : all) {
    if (!joined.empty() && joined.back().address + joined.back().size == next.address)
      joined.back().size += next.size;
    else
      joined.push_back(next);
  }
  joined.erase(std::remove_if(joined.begin(), joined.end(),
                              [end](const Stretch& s) {
                                return s.size < FreeSpace::kSmallest || s.address + s.size >= end;
                              }),
               joined.end());
  std::sort(joined.begin(), joined.end(),
            [](const Stretch& a, const Stretch& b) { return a.size > b.size; });
  if (joined.size() > kListed) joined.resize(kListed);
  return joined;
}

std::vector<Stretch> free_now(hid_t file, const std::vector<Stretch>& unused) {
  hsize_t end = 0;
  if (H5Fget_filesize(file, &end) < 0) return {};
  std::vector<Stretch> all = sections(file);
  all.insert(all.end(), unused.begin(), unused.end());
  return worth_listing(std::move(all), end);
}

std::uint64_t total(const std::vector<Stretch>& stretches) {
  std::uint64_t sum = 0;
  for (const Stretch& stretch : stretches) sum += stretch.size;
  return sum;
}

bool same(const std::vector<Stretch>& a, const std::vector<Stretch>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const Stretch& x, const Stretch& y) {
           return x.address == y.address && x.size == y.size;
         });
}

List new_list(const std::vector<Stretch>& stretches) {
  List list = {};
  std::random_device random;
  list.key = (static_cast<std::uint64_t>(random()) << 32) | random();
  std::copy(stretches.begin(), stretches.end(), list.stretches);
  return list;
}

bool overlaps(const Stretch& a, const Stretch& b) {
  return a.address < b.address + b.size && b.address < a.address + a.size;
}

}  // namespace

bool FreeSpace::take(std::uint64_t size, OsFile& file, std::uint64_t* address) noexcept {
  if (size < kSmallest) return false;
  auto best = stretches_.end();
  for (auto it = stretches_.begin(); it != stretches_.end(); ++it)
    if (it->size >= size && (best == stretches_.end() || it->size < best->size)) best = it;
  if (best == stretches_.end() || wipe_header(file, best->address) != 0) return false;
  *address = best->address;
  best->address += size;
  best->size -= size;
  if (best->size == 0) stretches_.erase(best);
  return true;
}

std::vector<Stretch> recall_free_space(hid_t file, OsFile& os_file) {
  std::vector<Stretch> out;
  Handle stored = is_ours_to_manage(file) ? open_list(file) : Handle();
  List list;
  std::uint64_t end = 0;
  bool readable = stored && H5Aread(stored.get(), H5T_NATIVE_UINT64, &list) >= 0 &&
                  os_file.size(end) == 0;
  H5Eclear2(H5E_DEFAULT);
  if (!readable) return out;
  for (const Stretch& stretch : list.stretches) {
    bool inside = stretch.size >= FreeSpace::kSmallest && stretch.size <= end &&
                  stretch.address <= end - stretch.size;
    bool apart = std::none_of(out.begin(), out.end(),
                              [&](const Stretch& other) { return overlaps(stretch, other); });
    if (inside && apart && header_stands(os_file, stretch, list.key)) out.push_back(stretch);
  }
  return out;
}

void record_free_space(hid_t file, OsFile& os_file, const std::vector<Stretch>& unused) {
  if (!is_ours_to_manage(file)) return;
  std::vector<Stretch> before = recall_free_space(file, os_file);
  std::vector<Stretch> now = free_now(file, unused);
  Handle stored = open_list(file);
  if (same(now, before) || (!stored && total(now) < kWorthwhile)) return;
  // Making the attribute may use some of what is free: only then it is known.
  if (!stored) stored = make_list(file);
  if (!stored || H5Fflush(file, H5F_SCOPE_LOCAL) < 0) return;
  now = free_now(file, unused);
  List list = new_list(now);
  for (const Stretch& stretch : now) write_header(os_file, stretch, list.key);
  bool written = H5Awrite(stored.get(), H5T_NATIVE_UINT64, &list) >= 0 &&
                 H5Fflush(file, H5F_SCOPE_LOCAL) >= 0;
  H5Eclear2(H5E_DEFAULT);
  if (written && same(now, free_now(file, unused))) return;
  for (const Stretch& stretch : now) wipe_header(os_file, stretch.address);
}

void forget_free_space(hid_t root) {
  if (H5Aexists(root, kListName) > 0) H5Adelete(root, kListName);
  H5Eclear2(H5E_DEFAULT);
}

}  // namespace ch5mpy
