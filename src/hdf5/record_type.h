// Element types made of other types: compounds, arrays, sequences of varying length; and those
// whose elements are only told: opaque bytes, references.
//
// Contract: R's thread. `read_record_type` says nothing of types that are merely strange: it
// returns false. The memory type has the machine's byte order, integers of the stored size, every
// float as a double, and members without gaps; the tree's offsets and sizes are those of it.
#pragma once

#include <string>
#include <vector>

#include "core/dims.h"
#include "core/stored_type.h"
#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

struct RecordType {
  enum class Kind { leaf, compound, array, sequence, bytes, reference, region };
  Kind kind = Kind::leaf;
  std::size_t size = 0;  // bytes of an element in memory
  std::string name;      // of a compound's member, and where it lies in an element
  std::size_t offset = 0;
  StoredType stored;              // leaf
  std::string tag;                // bytes
  Dims dims;                      // array
  std::vector<RecordType> parts;  // a compound's members; the element of an array or a sequence

  // Whether anything in it is held by HDF5's allocator.
  bool is_variable() const;
};

bool read_record_type(hid_t type, RecordType* record, Handle* memory);

// Whether elements of a file's type are read as records: of a type that has no vector of its own.
bool is_record(hid_t type);

}  // namespace ch5mpy
