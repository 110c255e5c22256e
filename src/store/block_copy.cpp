#include "store/block_copy.h"

#include <cstring>

#include "core/na.h"
#include "store/selection.h"

namespace ch5mpy {

void copy_elements(const Block& from, std::int64_t first, std::int64_t count, Block& out,
                   std::int64_t at) {
  if (count == 0) return;
  if (from.type() == ElementType::text) {
    for (std::int64_t i = 0; i < count; ++i) set_element(from, first + i, out, at + i);
    return;
  }
  std::size_t size = element_size(from.type());
  std::memcpy(out.as<char>() + static_cast<std::size_t>(at) * size,
              from.as<char>() + static_cast<std::size_t>(first) * size,
              static_cast<std::size_t>(count) * size);
}

void set_na(Block& out, std::int64_t at) {
  switch (out.type()) {
    case ElementType::logical:
    case ElementType::integer:
      out.as<std::int32_t>()[at] = kNaInteger;
      return;
    case ElementType::real:
      out.as<double>()[at] = na_real();
      return;
    case ElementType::complex:
      out.as<Complex>()[at] = Complex{na_real(), na_real()};
      return;
    case ElementType::text:
      out.text().set_na(at);
      return;
    case ElementType::raw:
      out.as<unsigned char>()[at] = 0;
      return;
  }
}

void set_element(const Block& from, std::int64_t position, Block& out, std::int64_t at) {
  if (position == kNaIndex) {
    set_na(out, at);
  } else if (from.type() == ElementType::text) {
    if (from.text().is_na(position)) {
      out.text().set_na(at);
    } else {
      out.text().set(at, from.text().get(position));
    }
  } else {
    copy_elements(from, position, 1, out, at);
  }
}

}  // namespace ch5mpy
