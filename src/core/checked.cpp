#include "core/checked.h"

#include <limits>
#include <string>

#include "core/error.h"

namespace ch5mpy {

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void too_large(const char* what) {
  throw Error(ErrorKind::memory, std::string("The size of ") + what +
                                     " is larger than any memory; the file or the argument that "
                                     "claims it is wrong.");
}

}  // namespace

std::int64_t checked_add(std::int64_t a, std::int64_t b, const char* what) {
  if (a < 0 || b < 0 || a > kMax - b) too_large(what);
  return a + b;
}

std::int64_t checked_mul(std::int64_t a, std::int64_t b, const char* what) {
  if (a < 0 || b < 0 || (b != 0 && a > kMax / b)) too_large(what);
  return a * b;
}

}  // namespace ch5mpy
