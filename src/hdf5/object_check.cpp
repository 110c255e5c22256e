// The walk of file_check.h: objects, their links, attributes and values.
#include <algorithm>
#include <cstring>
#include <set>

#include "core/cancel.h"
#include "core/settings.h"
#include "hdf5/error_stack.h"
#include "hdf5/file_check.h"
#include "hdf5/key_spelling.h"
#include "hdf5/link.h"
#include "hdf5/tree_pairs.h"

namespace ch5mpy {

namespace {

constexpr hsize_t kSlab = hsize_t{1} << 24;  // bytes read at once where there are no chunks

struct Member {
  std::string name;
  H5O_token_t token;
};

struct ChunkPlace {
  hsize_t start[H5S_MAX_RANK];
};

struct ChunkList {
  int rank;
  std::vector<ChunkPlace> places;
};

template <class T>
herr_t keep(void* list, T&& element) {
  try {
    static_cast<std::vector<std::decay_t<T>>*>(list)->push_back(std::forward<T>(element));
    return 0;
  } catch (...) {
    return -1;
  }
}

herr_t collect_member(hid_t, const char* name, const H5L_info2_t* info, void* list) {
  return info->type == H5L_TYPE_HARD ? keep(list, Member{name, info->u.token}) : 0;
}

herr_t collect_name(hid_t, const char* name, const H5A_info_t*, void* list) {
  return keep(list, std::string(name));
}

int collect_chunk(const hsize_t* offset, unsigned, haddr_t, hsize_t, void* data) {
  auto* list = static_cast<ChunkList*>(data);
  ChunkPlace place = {};
  std::copy(offset, offset + list->rank, place.start);
  return keep(&list->places, std::move(place));
}

// What is read is of the stored type, so that nothing is converted, but for what lies in heaps.
Handle memory_type(hid_t stored) {
  bool elsewhere = H5Tdetect_class(stored, H5T_VLEN) > 0 || H5Tdetect_class(stored, H5T_STRING) > 0 ||
                   H5Tdetect_class(stored, H5T_REFERENCE) > 0;
  return Handle(elsewhere ? H5Tget_native_type(stored, H5T_DIR_DEFAULT) : H5Tcopy(stored), H5Tclose);
}

class Walk {
 public:
  explicit Walk(hid_t root) : root_(root) {}

  std::vector<Finding> run() {
    H5O_info2_t info;
    if (H5Oget_info3(root_, &info, H5O_INFO_BASIC) < 0) {
      tell("/", "object", "cannot be read");
      return std::move(found_);
    }
    add("/", info.token);
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      poll_cancel();
      check_object(Member(objects_[i]));
    }
    return std::move(found_);
  }

 private:
  void tell(const std::string& name, const char* part, const std::string& what) {
    std::string cause = take_error_stack();
    found_.push_back({printable(name), part, what + (cause.empty() ? "." : " (" + cause + ").")});
  }

  void add(const std::string& name, const H5O_token_t& token) {
    if (known_.insert(token).second) objects_.push_back({name, token});
  }

  void check_object(const Member& member) {
    Handle object(H5Oopen_by_token(root_, member.token), H5Oclose);
    if (!object) return tell(member.name, "object", "cannot be opened");
    check_attributes(member.name, object.get());
    H5I_type_t type = H5Iget_type(object.get());
    if (type == H5I_GROUP) check_links(member.name, object.get());
    if (type == H5I_DATASET) check_values(member.name, object.get());
  }

  void check_links(const std::string& name, hid_t group) {
    std::vector<Member> members;
    if (H5Literate2(group, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect_member, &members) < 0)
      tell(name, "links", "Its members cannot be listed");
    for (const Member& member : members) add(name == "/" ? name + member.name : name + "/" + member.name, member.token);
  }

  void check_attributes(const std::string& name, hid_t object) {
    std::vector<std::string> names;
    if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect_name, &names) < 0)
      tell(name, "attribute", "Its attributes cannot be listed");
    for (const std::string& attribute : names) {
      if (!read_attribute(object, attribute))
        tell(name, "attribute", "Its attribute '" + printable(attribute) + "' cannot be read");
    }
  }

  bool read_attribute(hid_t object, const std::string& name) {
    Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    Handle type(attribute ? H5Aget_type(attribute.get()) : -1, H5Tclose);
    Handle space(attribute ? H5Aget_space(attribute.get()) : -1, H5Sclose);
    if (!type || !space) return false;
    return read_elements(type.get(), space.get(), [&](hid_t memory, hid_t, void* bytes) {
      return H5Aread(attribute.get(), memory, bytes);
    });
  }

  // What `space` selects, forgotten again; false where it cannot be read.
  template <class Read>
  bool read_elements(hid_t type, hid_t space, Read read) {
    Handle memory = memory_type(type);
    hssize_t count = H5Sget_select_npoints(space);
    if (!memory || count < 0) return false;
    auto elements = static_cast<hsize_t>(count);
    hsize_t size = std::max<std::size_t>(1, H5Tget_size(memory.get()));
    if (elements == 0) return true;
    if (static_cast<double>(elements) * static_cast<double>(size) > most_bytes()) {
      too_large_ = true;
      return true;
    }
    Handle flat(H5Screate_simple(1, &elements, nullptr), H5Sclose);
    std::vector<char> bytes(elements * size);
    bool good = read(memory.get(), flat.get(), bytes.data()) >= 0;
    if (good) H5Treclaim(memory.get(), flat.get(), H5P_DEFAULT, bytes.data());
    return good;
  }

  static double most_bytes() { return std::min(settings().max_memory, 1e12); }

  void check_values(const std::string& name, hid_t dataset) {
    Handle type(H5Dget_type(dataset), H5Tclose);
    Handle space(H5Dget_space(dataset), H5Sclose);
    Handle creation(H5Dget_create_plist(dataset), H5Pclose);
    if (!type || !space || !creation) return tell(name, "object", "Its type, shape or layout cannot be read");
    if (H5Sget_simple_extent_type(space.get()) == H5S_NULL) return;
    H5D_layout_t layout = H5Pget_layout(creation.get());
    // Elements in other files are those files' matter.
    if (layout == H5D_VIRTUAL || H5Pget_external_count(creation.get()) > 0) return;
    too_large_ = false;
    if (layout == H5D_CHUNKED) check_chunks(name, dataset, type.get(), space.get(), creation.get());
    else check_slabs(name, dataset, type.get(), space.get());
    if (too_large_) tell(name, "values", "It has pieces larger than max_memory, which were not read");
  }

  bool read_box(hid_t dataset, hid_t type, hid_t space, const hsize_t* start, const hsize_t* count) {
    if (H5Sselect_hyperslab(space, H5S_SELECT_SET, start, nullptr, count, nullptr) < 0) return false;
    return read_elements(type, space, [&](hid_t memory, hid_t flat, void* bytes) {
      return H5Dread(dataset, memory, flat, space, H5P_DEFAULT, bytes);
    });
  }

  void check_chunks(const std::string& name, hid_t dataset, hid_t type, hid_t space, hid_t creation) {
    hsize_t dims[H5S_MAX_RANK], chunk[H5S_MAX_RANK], count[H5S_MAX_RANK];
    int rank = H5Sget_simple_extent_dims(space, dims, nullptr);
    ChunkList list{rank, {}};
    bool listed = rank > 0 && H5Pget_chunk(creation, rank, chunk) == rank &&
                  H5Dchunk_iter(dataset, H5P_DEFAULT, collect_chunk, &list) >= 0;
    if (!listed) tell(name, "chunk", "Its chunks cannot be listed");
    for (const ChunkPlace& place : list.places) {
      poll_cancel();
      bool inside = true;
      std::string at;
      for (int i = 0; i < rank; ++i) {
        inside = inside && place.start[i] < dims[i];
        count[i] = inside ? std::min(chunk[i], dims[i] - place.start[i]) : 0;
        at += (i == 0 ? "" : ", ") + std::to_string(place.start[i]);
      }
      if (inside && !read_box(dataset, type, space, place.start, count))
        tell(name, "chunk", "Its chunk at (" + at + "), in the file's order, cannot be read");
    }
  }

  void check_slabs(const std::string& name, hid_t dataset, hid_t type, hid_t space) {
    hsize_t dims[H5S_MAX_RANK] = {}, start[H5S_MAX_RANK] = {};
    int rank = H5Sget_simple_extent_dims(space, dims, nullptr);
    bool good = rank >= 0;
    hsize_t rows = rank > 0 ? dims[0] : 0, row = std::max<std::size_t>(1, H5Tget_size(type));
    for (int i = 1; i < rank; ++i) row *= std::max<hsize_t>(1, dims[i]);
    hsize_t step = std::max<hsize_t>(1, kSlab / row);
    if (rank == 0) {
      good = read_elements(type, space, [&](hid_t memory, hid_t flat, void* bytes) {
        return H5Dread(dataset, memory, flat, space, H5P_DEFAULT, bytes);
      });
    }
    for (; good && start[0] < rows; start[0] += step) {
      poll_cancel();
      dims[0] = std::min(step, rows - start[0]);
      good = read_box(dataset, type, space, start, dims);
    }
    if (!good) tell(name, "values", "Its values cannot be read");
  }

  hid_t root_;
  std::vector<Finding> found_;
  std::vector<Member> objects_;
  std::set<H5O_token_t, TokenOrder> known_;
  bool too_large_ = false;
};

}  // namespace

std::vector<Finding> check_objects(const Location& root) { return Walk(root.id()).run(); }

}  // namespace ch5mpy
