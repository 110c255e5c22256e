// One open dataset: what it is, where its bytes lie, and how HDF5 reads and writes its elements.
//
// Contract: R's thread. Memory holds `type().native` elements in the file's order (last axis
// fastest). Variable strings are read as char* owned by HDF5's allocator until `reclaim`. The shape
// and the type are those at the time of opening.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "codec/raw_layout.h"
#include "core/dims.h"
#include "hdf5/api.h"
#include "hdf5/dataspace.h"
#include "hdf5/datatype.h"
#include "hdf5/handle.h"
#include "hdf5/inflation_guard.h"
#include "journal/os_file.h"

namespace ch5mpy {

enum class Layout { compact, contiguous, chunked, virtual_sources };

class Dataset {
 public:
  // `dataset` is somebody's identifier; a reference of our own is taken. Throws Error (type) when
  // it is no dataset.
  explicit Dataset(hid_t dataset);

  hid_t id() const { return dataset_.get(); }
  const StoredType& type() const { return type_; }
  const Shape& shape() const { return shape_; }
  Layout layout() const { return layout_; }
  // In the file's order; empty unless chunked.
  const Dims& chunk() const { return chunk_; }
  bool filtered() const { return filtered_; }
  // Its elements lie in other files, or may (hdf5/outside_data.h).
  bool outside() const { return outside_; }
  hid_t memory_type_id() const { return memory_type_.get(); }
  // Error (unsupported) where HDF5 cannot change a chunk safely (hdf5/compression.h); `name` is for
  // the error.
  void require_rewritable(const std::string& name) const;
  // The same where HDF5 would be the one to change it.
  void require_assignable(const std::string& name) const;

  // What who reads and writes bytes without HDF5 needs. The file is the one that HDF5 has open.
  const RawLayout& raw() const { return raw_; }
  OsFile& os_file() const { return *os_file_; }
  // Asked of HDF5 once; `write_chunk` keeps it up to date.
  ChunkIndex& chunks();
  // A chunk encoded already, at the place of its first element.
  void write_chunk(const Dims& start, std::int64_t number, ConstBytes bytes, std::uint32_t skipped);
  // Kept as long as the dataset, for who reads its chunks.
  std::shared_ptr<void>& companion() { return companion_; }
  // Marks it as one in which INT_MIN is NA.
  void mark_integer_na();

  // Before HDF5 decodes chunks of a box: Error (corrupt), see hdf5/inflation_guard.h.
  void guard_chunks(const Dims& start, const Dims& count) const;
  void read_box(const Dims& start, const Dims& count, void* memory) const;
  void write_box(const Dims& start, const Dims& count, const void* memory) const;
  // Frees the strings that a `read_box` of `elements` gave.
  void reclaim(std::int64_t elements, void* memory) const;

 private:
  // The elements of a box in the file, and as many in memory one after the other.
  struct BoxSpaces {
    hid_t file = H5S_ALL;  // not owned
    Handle memory;
    hid_t memory_id() const { return memory ? memory.get() : H5S_ALL; }
  };
  BoxSpaces select(const Dims& start, const Dims& count) const;
  bool is_whole(const Dims& count) const { return count == shape_.dims; }

  Handle dataset_;
  Handle space_;
  Handle memory_type_;
  StoredType type_;
  Shape shape_;
  Layout layout_ = Layout::contiguous;
  Dims chunk_;
  bool filtered_ = false;
  bool outside_ = false;
  std::string unsafe_filter_;
  RawLayout raw_;
  OsFile* os_file_ = nullptr;
  std::unique_ptr<ChunkIndex> chunks_;
  std::unique_ptr<InflationGuard> guard_;
  std::shared_ptr<void> companion_;
};

// Sets the extents of a growable dataset, in the file's order; `dataset` is as it was before.
// Throws Error (unsupported) when it is not chunked or bounded below `dims`, or not rewritable:
// shrinking changes chunks.
void resize_dataset(const Dataset& dataset, const Dims& dims, const std::string& name);

// Extents now, without describing the type: fast.
Dims read_dataset_dims(hid_t dataset);

}  // namespace ch5mpy
