// What an object of a file is, in the words of the rest of the package.
//
// Contract: R's thread. Nothing here throws for an object that is merely strange: it is described
// as far as it can be, and `type.why` says why it cannot be read. Shapes are in the file's order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/api.h"
#include "hdf5/dataspace.h"
#include "hdf5/datatype.h"

namespace ch5mpy {

enum class NodeKind { group, dataset, other };

struct Node {
  NodeKind kind = NodeKind::other;
  bool marked = false;
  std::string mark;         // of __h5_type__
  bool plain = true;        // no attribute says that R should make more of it
  std::string encoding;     // of encoding-type (anndata)
  std::vector<std::string> own;  // names of the attributes that say how it is meant
  std::uint64_t count = 0;  // links of a group
  StoredType type;          // of a dataset, and its shape
  Shape shape;
  bool record = false;      // readable by hdf5/record_data.h only
};

Node examine_node(hid_t object);

// What else is worth knowing of a dataset.
struct DatasetStorage {
  std::string layout;  // "compact", "contiguous", "chunked", "virtual", "external"
  bool chunked = false;
  std::vector<std::int64_t> chunk;
  std::vector<std::string> filters;  // "shuffle", "gzip-4", ...
  std::uint64_t stored_bytes = 0;
  double logical_bytes = 0;
};

DatasetStorage examine_storage(hid_t dataset, const Node& node);

// Hard links to the object.
std::uint64_t hard_links(hid_t object);

}  // namespace ch5mpy
