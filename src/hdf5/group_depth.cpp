#include "hdf5/group_depth.h"

#include <cstring>
#include <set>
#include <vector>

#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

constexpr int kMaxDepth = 1000;

struct TokenLess {
  bool operator()(const H5O_token_t& a, const H5O_token_t& b) const {
    return std::memcmp(&a, &b, sizeof a) < 0;
  }
};

using Tokens = std::vector<H5O_token_t>;
using TokenSet = std::set<H5O_token_t, TokenLess>;

herr_t collect_token(hid_t, const char*, const H5L_info2_t* info, void* data) {
  if (info->type != H5L_TYPE_HARD) return 0;
  try {
    static_cast<Tokens*>(data)->push_back(info->u.token);
    return 0;
  } catch (...) {
    return -1;
  }
}

// The groups right below `group` that were not seen before.
void add_children(hid_t group, TokenSet* seen, Tokens* next) {
  Tokens children;
  H5Literate2(group, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect_token, &children);
  for (const H5O_token_t& token : children) {
    if (!seen->insert(token).second) continue;
    Handle child(H5Oopen_by_token(group, token), H5Oclose);
    if (child && is_group(child.get())) next->push_back(token);
  }
}

}  // namespace

void require_shallow(hid_t object, const std::string& name, const char* verb) {
  if (!is_group(object)) return;
  TokenSet seen;
  Tokens level;
  add_children(object, &seen, &level);
  for (int depth = 1; !level.empty(); ++depth) {
    if (depth > kMaxDepth)
      throw name_error(ErrorKind::unsupported, object, name,
                       "has groups nested more than " + std::to_string(kMaxDepth) +
                           " deep and cannot be " + verb + " as a whole; begin further down.");
    Tokens next;
    for (const H5O_token_t& token : level) {
      Handle group(H5Oopen_by_token(object, token), H5Oclose);
      if (group) add_children(group.get(), &seen, &next);
    }
    level.swap(next);
  }
  H5Eclear2(H5E_DEFAULT);
}

void require_removable(const Place& place) {
  H5L_info2_t info;
  if (!link_info(place.group.get(), place.stored, &info) || info.type != H5L_TYPE_HARD) return;
  Handle object(H5Oopen_by_token(place.group.get(), info.u.token), H5Oclose);
  H5Eclear2(H5E_DEFAULT);
  if (object) require_shallow(object.get(), place.name(), "deleted");
}

}  // namespace ch5mpy
