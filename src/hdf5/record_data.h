// The elements of a dataset or an attribute of records, in memory.
//
// Contract: R's thread. The whole of it is read by the constructor, as elements of the memory type
// of hdf5/record_type.h in the file's order; what HDF5 allocated for it is freed by the destructor.
// Throws Error: unsupported for a type that cannot be told, memory for a size that the file cannot
// hold, corrupt when HDF5 cannot read it.
#pragma once

#include <string>
#include <vector>

#include "core/dims.h"
#include "hdf5/handle.h"
#include "hdf5/record_type.h"

namespace ch5mpy {

class RecordData {
 public:
  static RecordData of_dataset(hid_t dataset);
  static RecordData of_attribute(hid_t object, const std::string& name);
  RecordData(RecordData&&) = default;
  RecordData& operator=(RecordData&&) = delete;
  ~RecordData();

  const RecordType& type() const { return type_; }
  const Dims& dims() const { return dims_; }
  std::int64_t count() const { return count_; }
  const char* bytes() const { return bytes_.data(); }

  // Where a reference of this file points to: "/a/b", or "" for one to nothing.
  std::string target(const RecordType& type, const char* reference) const;

 private:
  RecordData(hid_t owner, Handle type, Handle space);
  void prepare(hid_t file_type);

  Handle owner_;  // a reference to the dataset or the object
  Handle space_;
  Handle memory_;
  RecordType type_;
  Dims dims_;
  std::int64_t count_ = 0;
  std::vector<char> bytes_;
  bool read_ = false;
};

}  // namespace ch5mpy
