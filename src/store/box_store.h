// Storage that is read and written a box at a time: a dataset, or what a test puts in its place.
//
// Contract: R's thread, but for `read_box` where `threaded`. Boxes are in R's axis order; their
// memory holds `type().native` elements in the grid's storage order. Variable strings that
// `read_box` gave are freed by `reclaim`.
#pragma once

#include "core/dims.h"
#include "core/stored_type.h"
#include "store/chunk_grid.h"

namespace ch5mpy {

class BoxStore {
 public:
  virtual ~BoxStore() = default;

  virtual const StoredType& type() const = 0;
  virtual const ChunkGrid& grid() const = 0;
  // Several threads may read boxes at once.
  virtual bool threaded() const { return false; }
  virtual void read_box(const Dims& start, const Dims& count, void* memory) const = 0;
  virtual void write_box(const Dims& start, const Dims& count, const void* memory) = 0;
  virtual void reclaim(std::int64_t elements, void* memory) const = 0;
  // Says that an int32 holds NA from now on.
  virtual void mark_integer_na() = 0;
  // Says that strings of so many characters are in it.
  virtual void note_text(std::int64_t characters) = 0;
};

}  // namespace ch5mpy
