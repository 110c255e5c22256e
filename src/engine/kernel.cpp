#include "engine/kernel.h"

namespace ch5mpy::engine {

const char* note_text(Note note) {
  switch (note) {
    case kNanProduced:
      return "NaNs produced";
    case kIntegerOverflow:
      return "NAs produced by integer overflow";
    case kIntegerRange:
      return "NAs introduced by coercion to integer range";
    case kModulusLoss:
      return "probable complete loss of accuracy in modulus";
    case kImaginaryLost:
      return "imaginary parts discarded in coercion";
    case kRawRange:
      return "out-of-range values treated as 0 in coercion to raw";
  }
  return "";
}

}  // namespace ch5mpy::engine
