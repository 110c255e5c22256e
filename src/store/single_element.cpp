#include "store/single_element.h"

#include "core/settings.h"
#include "store/element_decode.h"
#include "store/stored_box.h"

namespace ch5mpy {

namespace {

constexpr std::size_t kLargest = 16;  // bytes: a complex number

}  // namespace

bool read_single(Dataset& dataset, const Dims& at, Block& value) {
  const StoredType& stored = dataset.type();
  Int64Policy policy = settings().int64;
  if (!stored.readable() || stored.is_text() || stored.size > kLargest ||
      decodes_to_integer64(stored, policy)) {
    return false;
  }
  alignas(8) unsigned char box[kLargest];
  read_stored_box(dataset, at, Dims(at.size(), 1), box);
  value.reset(stored.element, 1);
  DecodeFindings findings;
  decode(stored, policy, box, BoxWalk(), value, findings);
  return !findings.inexact_int64 && !findings.unmarked_int_min;
}

}  // namespace ch5mpy
