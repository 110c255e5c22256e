#include "hdf5/copied_references.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "hdf5/error_stack.h"
#include "hdf5/tree_pairs.h"

namespace ch5mpy {

namespace {

constexpr std::size_t kSlab = std::size_t{1} << 24;  // bytes of a dataset that are turned at once

bool holds_references(hid_t type) { return H5Tdetect_class(type, H5T_REFERENCE) > 0; }

// Elements in memory that are given back to HDF5.
class Elements {
 public:
  Elements(hid_t type, hid_t space) : type_(type), space_(space) {
    hssize_t count = check_status(H5Sget_select_npoints(space), "count elements", ErrorKind::corrupt);
    bytes_.resize(static_cast<std::size_t>(count) * H5Tget_size(type));
  }
  ~Elements() {
    H5Treclaim(type_, space_, H5P_DEFAULT, bytes_.data());
    H5Eclear2(H5E_DEFAULT);
  }
  Elements(const Elements&) = delete;
  Elements& operator=(const Elements&) = delete;
  std::vector<char>& bytes() { return bytes_; }

 private:
  hid_t type_, space_;
  std::vector<char> bytes_;
};

class Renewal {
 public:
  Renewal(hid_t from_root, hid_t to_root)
      : from_root_(from_root), to_root_(to_root), tree_(from_root, to_root) {}

  void run() {
    for (const TreePairs::Pair& pair : tree_.pairs()) {
      Handle from = opened(H5Oopen_by_token(from_root_, pair.from), H5Oclose);
      Handle to = opened(H5Oopen_by_token(to_root_, pair.to), H5Oclose);
      renew_attributes(from.get(), to.get());
      if (H5Iget_type(from.get()) == H5I_DATASET) renew_dataset(from.get(), to.get());
    }
  }

 private:
  static Handle opened(hid_t id, Handle::Close close) {
    return check_handle(id, close, "open what may hold references", ErrorKind::corrupt);
  }

  static herr_t collect_name(hid_t, const char* name, const H5A_info_t*, void* data) {
    try {
      static_cast<std::vector<std::string>*>(data)->push_back(name);
      return 0;
    } catch (...) {
      return -1;
    }
  }

  void renew_attributes(hid_t from, hid_t to) {
    std::vector<std::string> names;
    check_status(H5Aiterate2(from, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect_name, &names),
                 "list attributes", ErrorKind::corrupt);
    for (const std::string& name : names) {
      Handle old = opened(H5Aopen(from, name.c_str(), H5P_DEFAULT), H5Aclose);
      Handle type = opened(H5Aget_type(old.get()), H5Tclose);
      if (!holds_references(type.get()) || H5Aexists(to, name.c_str()) <= 0) continue;
      Handle copy = opened(H5Aopen(to, name.c_str(), H5P_DEFAULT), H5Aclose);
      Handle space = opened(H5Aget_space(old.get()), H5Sclose);
      Handle memory = opened(H5Tget_native_type(type.get(), H5T_DIR_DEFAULT), H5Tclose);
      Elements elements(memory.get(), space.get());
      if (elements.bytes().empty()) continue;
      check_status(H5Aread(old.get(), memory.get(), elements.bytes().data()), "read references",
                   ErrorKind::corrupt);
      renew_all(elements.bytes(), memory.get());
      check_status(H5Awrite(copy.get(), memory.get(), elements.bytes().data()), "write references");
    }
  }

  void renew_dataset(hid_t from, hid_t to) {
    Handle type = opened(H5Dget_type(from), H5Tclose);
    if (!holds_references(type.get())) return;
    Handle memory = opened(H5Tget_native_type(type.get(), H5T_DIR_DEFAULT), H5Tclose);
    Handle space = opened(H5Dget_space(from), H5Sclose);
    hssize_t count = H5Sget_simple_extent_npoints(space.get());
    H5D_space_status_t stored;
    check_status(H5Dget_space_status(from, &stored), "examine a dataset", ErrorKind::corrupt);
    if (count <= 0 || stored == H5D_SPACE_STATUS_NOT_ALLOCATED) return;
    hsize_t dims[H5S_MAX_RANK] = {}, start[H5S_MAX_RANK] = {};
    int rank = check_status(H5Sget_simple_extent_dims(space.get(), dims, nullptr), "read a shape",
                            ErrorKind::corrupt);
    if (rank == 0) return renew_selected(from, to, memory.get(), space.get());
    hsize_t rows = dims[0];
    std::size_t row = static_cast<std::size_t>(static_cast<hsize_t>(count) / rows) * H5Tget_size(memory.get());
    hsize_t step = std::max<hsize_t>(1, kSlab / std::max<std::size_t>(1, row));
    for (; start[0] < rows; start[0] += step) {
      dims[0] = std::min(step, rows - start[0]);
      check_status(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start, nullptr, dims, nullptr),
                   "select elements", ErrorKind::corrupt);
      renew_selected(from, to, memory.get(), space.get());
    }
  }

  void renew_selected(hid_t from, hid_t to, hid_t memory, hid_t space) {
    auto count = static_cast<hsize_t>(
        check_status(H5Sget_select_npoints(space), "count elements", ErrorKind::corrupt));
    Handle flat = opened(H5Screate_simple(1, &count, nullptr), H5Sclose);
    Elements elements(memory, flat.get());
    check_status(H5Dread(from, memory, flat.get(), space, H5P_DEFAULT, elements.bytes().data()),
                 "read references", ErrorKind::corrupt);
    renew_all(elements.bytes(), memory);
    check_status(H5Dwrite(to, memory, flat.get(), space, H5P_DEFAULT, elements.bytes().data()),
                 "write references");
  }

  void renew_all(std::vector<char>& bytes, hid_t type) {
    std::size_t size = H5Tget_size(type);
    for (std::size_t at = 0; at + size <= bytes.size(); at += size) renew(bytes.data() + at, type);
  }

  void renew(char* element, hid_t type) {
    if (!holds_references(type)) return;
    switch (H5Tget_class(type)) {
      case H5T_COMPOUND:
        return renew_members(element, type);
      case H5T_ARRAY: {
        Handle base = opened(H5Tget_super(type), H5Tclose);
        return renew_series(element, H5Tget_size(type) / H5Tget_size(base.get()), base.get());
      }
      case H5T_VLEN: {
        Handle base = opened(H5Tget_super(type), H5Tclose);
        auto* series = reinterpret_cast<hvl_t*>(element);
        return renew_series(static_cast<char*>(series->p), series->len, base.get());
      }
      default:
        return renew_reference(element, type);
    }
  }

  void renew_members(char* element, hid_t type) {
    int members = H5Tget_nmembers(type);
    for (int i = 0; i < members; ++i) {
      auto member = static_cast<unsigned>(i);
      Handle inner = opened(H5Tget_member_type(type, member), H5Tclose);
      renew(element + H5Tget_member_offset(type, member), inner.get());
    }
  }

  void renew_series(char* first, std::size_t count, hid_t type) {
    std::size_t size = H5Tget_size(type);
    for (std::size_t i = 0; i < count; ++i) renew(first + i * size, type);
  }

  void renew_reference(char* reference, hid_t type) {
    if (H5Tequal(type, H5T_STD_REF_OBJ) > 0) {
      renew_old(reference, sizeof(hobj_ref_t), H5R_OBJECT);
    } else if (H5Tequal(type, H5T_STD_REF_DSETREG) > 0) {
      renew_old(reference, sizeof(hdset_reg_ref_t), H5R_DATASET_REGION);
    } else {
      renew_new(reinterpret_cast<H5R_ref_t*>(reference));
    }
  }

  // The copy of an object; invalid where there is none.
  Handle counterpart(const Handle& object) const {
    H5O_info2_t info;
    if (!object || H5Oget_info3(object.get(), &info, H5O_INFO_BASIC) < 0) return Handle();
    const H5O_token_t* token = tree_.counterpart(info.token);
    return token == nullptr ? Handle() : Handle(H5Oopen_by_token(to_root_, *token), H5Oclose);
  }

  void renew_old(char* reference, std::size_t size, H5R_type_t kind) {
    if (std::all_of(reference, reference + size, [](char byte) { return byte == 0; })) return;
    Handle target = counterpart(Handle(H5Rdereference2(from_root_, H5P_DEFAULT, kind, reference), H5Oclose));
    Handle region;
    if (target && kind == H5R_DATASET_REGION)
      region = Handle(H5Rget_region(from_root_, kind, reference), H5Sclose);
    std::memset(reference, 0, size);
    bool known = target && (kind == H5R_OBJECT || region);
    if (!known || H5Rcreate(reference, target.get(), ".", kind, region.get()) < 0)
      std::memset(reference, 0, size);
    H5Eclear2(H5E_DEFAULT);
  }

  void renew_new(H5R_ref_t* reference) {
    H5R_type_t kind = H5Rget_type(reference);
    bool points = kind == H5R_OBJECT2 || kind == H5R_DATASET_REGION2 || kind == H5R_ATTR;
    H5R_ref_t made;
    std::memset(&made, 0, sizeof made);
    if (points) {
      Handle target = counterpart(Handle(H5Ropen_object(reference, H5P_DEFAULT, H5P_DEFAULT), H5Oclose));
      if (target) make_new(*reference, kind, target.get(), &made);
      H5Rdestroy(reference);
    }
    std::memcpy(reference, &made, sizeof made);
    H5Eclear2(H5E_DEFAULT);
  }

  static void make_new(H5R_ref_t& old, H5R_type_t kind, hid_t target, H5R_ref_t* made) {
    herr_t status = -1;
    if (kind == H5R_OBJECT2) {
      status = H5Rcreate_object(target, ".", H5P_DEFAULT, made);
    } else if (kind == H5R_DATASET_REGION2) {
      Handle region(H5Ropen_region(&old, H5P_DEFAULT, H5P_DEFAULT), H5Sclose);
      if (region) status = H5Rcreate_region(target, ".", region.get(), H5P_DEFAULT, made);
    } else {
      ssize_t size = H5Rget_attr_name(&old, nullptr, 0);
      std::vector<char> name(size > 0 ? static_cast<std::size_t>(size) + 1 : 1);
      if (size > 0 && H5Rget_attr_name(&old, name.data(), name.size()) > 0)
        status = H5Rcreate_attr(target, ".", name.data(), H5P_DEFAULT, made);
    }
    if (status < 0) std::memset(made, 0, sizeof *made);
  }

  hid_t from_root_, to_root_;
  TreePairs tree_;
};

}  // namespace

void renew_references(hid_t from_root, hid_t to_root) { Renewal(from_root, to_root).run(); }

}  // namespace ch5mpy
