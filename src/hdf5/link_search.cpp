#include "hdf5/link_search.h"

#include <cstring>
#include <deque>
#include <set>
#include <vector>

#include "hdf5/handle.h"
#include "hdf5/key_path.h"
#include "hdf5/property_list.h"

namespace ch5mpy {

namespace {

struct Child {
  std::string key;
  H5O_token_t token;
};

struct Group {
  std::string name;
  H5O_token_t token;
};

struct TokenLess {
  bool operator()(const H5O_token_t& a, const H5O_token_t& b) const {
    return std::memcmp(&a, &b, sizeof a) < 0;
  }
};

herr_t collect(hid_t, const char* key, const H5L_info2_t* info, void* data) {
  if (info->type != H5L_TYPE_HARD) return 0;
  try {
    static_cast<std::vector<Child>*>(data)->push_back({key, info->u.token});
  } catch (const std::exception&) {
    return -1;
  }
  return 0;
}

bool is_group(hid_t file, const H5O_token_t& token) {
  Handle object(H5Oopen_by_token(file, token), H5Oclose);
  return object && H5Iget_type(object.get()) == H5I_GROUP;
}

}  // namespace

bool same_token(const H5O_token_t& a, const H5O_token_t& b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

std::string find_name(hid_t file, const H5O_token_t& token) {
  std::set<H5O_token_t, TokenLess> seen;
  std::deque<Group> queue;
  Handle root(H5Oopen(file, "/", H5P_DEFAULT), H5Oclose);
  H5O_info2_t info;
  if (!root || H5Oget_info3(root.get(), &info, H5O_INFO_BASIC) < 0) return "";
  queue.push_back({"/", info.token});
  seen.insert(info.token);
  while (!queue.empty()) {
    Group group = std::move(queue.front());
    queue.pop_front();
    std::vector<Child> children;
    Handle open(H5Oopen_by_token(file, group.token), H5Oclose);
    if (!open) continue;
    H5Literate2(open.get(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect, &children);
    for (const Child& child : children) {
      if (same_token(child.token, token)) return join_name(group.name, child.key);
      if (!seen.insert(child.token).second) continue;
      if (!is_group(file, child.token)) continue;
      queue.push_back({join_name(group.name, child.key), child.token});
    }
  }
  H5Eclear2(H5E_DEFAULT);
  return "";
}

}  // namespace ch5mpy
