// The objects of a tree and those of a copy of it, side by side.
//
// Contract: R's thread. Every object that hard links lead to is in it once, the root first. Deep nesting
// and cycles do no harm. Throws Error (corrupt).
#pragma once

#include <cstring>
#include <map>
#include <vector>

#include "hdf5/api.h"

namespace ch5mpy {

struct TokenOrder {
  bool operator()(const H5O_token_t& a, const H5O_token_t& b) const {
    return std::memcmp(&a, &b, sizeof a) < 0;
  }
};

class TreePairs {
 public:
  struct Pair {
    H5O_token_t from, to;
  };

  TreePairs(hid_t from_root, hid_t to_root);

  const std::vector<Pair>& pairs() const { return pairs_; }
  // Null where the tree has no such object.
  const H5O_token_t* counterpart(const H5O_token_t& from) const;

 private:
  void add(const H5O_token_t& from, const H5O_token_t& to);
  void add_children(const Pair& group);

  hid_t from_root_, to_root_;
  std::vector<Pair> pairs_;
  std::map<H5O_token_t, H5O_token_t, TokenOrder> known_;
};

}  // namespace ch5mpy
