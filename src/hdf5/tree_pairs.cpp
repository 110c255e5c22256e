#include "hdf5/tree_pairs.h"

#include <string>

#include "hdf5/error_stack.h"
#include "hdf5/link.h"

namespace ch5mpy {

namespace {

struct Child {
  std::string name;
  H5O_token_t token;
};

herr_t collect_child(hid_t, const char* name, const H5L_info2_t* info, void* data) {
  if (info->type != H5L_TYPE_HARD) return 0;
  try {
    static_cast<std::vector<Child>*>(data)->push_back({name, info->u.token});
    return 0;
  } catch (...) {
    return -1;
  }
}

H5O_token_t token_of(hid_t object) {
  H5O_info2_t info;
  check_status(H5Oget_info3(object, &info, H5O_INFO_BASIC), "examine an object", ErrorKind::corrupt);
  return info.token;
}

Handle open_token(hid_t root, const H5O_token_t& token) {
  return check_handle(H5Oopen_by_token(root, token), H5Oclose, "open an object", ErrorKind::corrupt);
}

}  // namespace

TreePairs::TreePairs(hid_t from_root, hid_t to_root) : from_root_(from_root), to_root_(to_root) {
  add(token_of(from_root), token_of(to_root));
  for (std::size_t i = 0; i < pairs_.size(); ++i) add_children(Pair(pairs_[i]));
}

void TreePairs::add(const H5O_token_t& from, const H5O_token_t& to) {
  if (known_.emplace(from, to).second) pairs_.push_back({from, to});
}

void TreePairs::add_children(const Pair& group) {
  Handle from = open_token(from_root_, group.from);
  if (!is_group(from.get())) return;
  Handle to = open_token(to_root_, group.to);
  std::vector<Child> children;
  check_status(H5Literate2(from.get(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect_child, &children),
               "list a group", ErrorKind::corrupt);
  for (const Child& child : children) {
    H5L_info2_t info;
    check_status(H5Lget_info2(to.get(), child.name.c_str(), &info, H5P_DEFAULT),
                 "find a copied object", ErrorKind::corrupt);
    add(child.token, info.u.token);
  }
}

const H5O_token_t* TreePairs::counterpart(const H5O_token_t& from) const {
  auto found = known_.find(from);
  return found == known_.end() ? nullptr : &found->second;
}

}  // namespace ch5mpy
