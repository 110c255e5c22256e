// A dataset that is to be made: how R's values are to be stored, all decided.
//
// Contract: R's thread. Dims, chunk and max are in R's axis order. The result is anonymous: filled
// by a DatasetSink, then linked by the caller; dropped without a link it leaves nothing.
#pragma once

#include <string>

#include "core/block.h"
#include "core/dims.h"
#include "hdf5/api.h"
#include "hdf5/compression.h"
#include "hdf5/handle.h"

namespace ch5mpy {

enum class Chunking {
  automatic,   // contiguous when tiny, else chunks of a shape that is guessed
  contiguous,  // fixed shape, no compression
  given
};

struct NewDataset {
  ElementType element = ElementType::real;
  Dims dims;
  bool scalar = false;     // 0-D: dims are ignored
  bool null = false;       // no elements at all: a null space
  bool row_major = false;  // order "C"

  std::string type;             // by name (hdf5/type_name.h); "" is the one that fits the element
  bool integer64 = false;       // with type "": doubles that carry int64 bits
  bool nullable = false;        // with type "": logical values with NA
  std::int64_t text_width = 0;  // with type "": text of fixed length; 0 is variable
  std::string na_text;          // stands for NA in text of fixed length; "" none

  Chunking chunking = Chunking::automatic;
  Dims chunk;
  Dims max;  // kUnlimited where there is no bound; empty: none anywhere
  Compression compression;
  // Some of the values, which decide whether bytes are shuffled before they are compressed; without
  // them numbers are.
  const Block* sample = nullptr;

  bool python_dtype = true;           // the attribute `dtype` of Python's ch5mpy
  std::int64_t text_characters = -1;  // longest string, for `<U..`; -1: not known
  const Block* fill = nullptr;        // one element; checked against the type
};

Handle make_dataset(hid_t file, const NewDataset& wanted);
// The box of its chunks that make_dataset() would choose; all of it where it has none.
Dims planned_chunk(const NewDataset& wanted);

}  // namespace ch5mpy
