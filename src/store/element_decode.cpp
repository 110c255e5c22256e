#include "store/element_decode.h"

#include <algorithm>
#include <cstring>

#include "core/error.h"
#include "core/na.h"
#include "core/fixed_text.h"

namespace ch5mpy {

namespace {

template <typename From, typename To, typename Convert>
void convert(const void* box, Block& out, const BoxWalk& walk, Convert&& element) {
  const From* from = static_cast<const From*>(box);
  To* to = out.as<To>();
  walk.run([&](std::int64_t i, std::int64_t j) { to[j] = element(from[i]); });
}

template <typename From>
void decode_small(const void* box, Block& out, const BoxWalk& walk) {
  convert<From, std::int32_t>(box, out, walk, [](From v) { return static_cast<std::int32_t>(v); });
}

// Casting 2^63 or 2^64 back would overflow: those doubles come from inexact neighbours only.
bool is_exact(std::int64_t value) {
  auto nearest = static_cast<double>(value);
  return nearest < 9223372036854775808.0 && static_cast<std::int64_t>(nearest) == value;
}

bool is_exact(std::uint64_t value) {
  auto nearest = static_cast<double>(value);
  return nearest < 18446744073709551616.0 && static_cast<std::uint64_t>(nearest) == value;
}

template <typename From>
void decode_wide(const void* box, Block& out, const BoxWalk& walk, DecodeFindings& findings) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  bool inexact = false;
  convert<From, double>(box, out, walk, [&](From v) {
    bool small =
        v <= static_cast<From>(kExact) && (v >= From{0} || static_cast<std::int64_t>(v) >= -kExact);
    inexact |= !small && !is_exact(v);
    return static_cast<double>(v);
  });
  findings.inexact_int64 |= inexact;
}

void decode_i32(const StoredType& stored, const void* box, Block& out, const BoxWalk& walk,
                DecodeFindings& findings) {
  bool seen = false;
  convert<std::int32_t, std::int32_t>(box, out, walk, [&](std::int32_t v) {
    seen |= v == kNaInteger;
    return v;
  });
  findings.unmarked_int_min |= seen && !stored.int_na;
}

// NA in a float32 is the NaN whose payload is that of R's NA.
double widen_float(float value) {
  constexpr std::uint32_t kNaBits = 0x7FC007A2u;
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits == kNaBits ? na_real() : static_cast<double>(value);
}

void decode_integer(const StoredType& stored, Int64Policy policy, const void* box, Block& out,
                    const BoxWalk& walk, DecodeFindings& findings) {
  switch (stored.native) {
    case Native::i8:
      return decode_small<std::int8_t>(box, out, walk);
    case Native::i16:
      return decode_small<std::int16_t>(box, out, walk);
    case Native::u8:
      return decode_small<std::uint8_t>(box, out, walk);
    case Native::u16:
      return decode_small<std::uint16_t>(box, out, walk);
    case Native::i32:
      return decode_i32(stored, box, out, walk, findings);
    case Native::u32:
      return convert<std::uint32_t, double>(box, out, walk,
                                            [](std::uint32_t v) { return static_cast<double>(v); });
    case Native::u64:
      return decode_wide<std::uint64_t>(box, out, walk, findings);
    default:
      break;
  }
  if (decodes_to_integer64(stored, policy)) {
    return convert<std::int64_t, std::int64_t>(box, out, walk, [](std::int64_t v) { return v; });
  }
  decode_wide<std::int64_t>(box, out, walk, findings);
}

template <typename From>
void decode_flags(const StoredType& stored, const void* box, Block& out, const BoxWalk& walk) {
  bool nullable = stored.nullable;
  convert<From, std::int32_t>(box, out, walk, [nullable](From v) {
    if (nullable && static_cast<std::int64_t>(v) == kBooleanNa) return kNaInteger;
    return static_cast<std::int32_t>(v != 0);
  });
}

void decode_boolean(const StoredType& stored, const void* box, Block& out, const BoxWalk& walk) {
  switch (stored.size) {
    case 1:
      return decode_flags<std::int8_t>(stored, box, out, walk);
    case 2:
      return decode_flags<std::int16_t>(stored, box, out, walk);
    case 4:
      return decode_flags<std::int32_t>(stored, box, out, walk);
    default:
      return decode_flags<std::int64_t>(stored, box, out, walk);
  }
}

struct FloatPair {
  float r;
  float i;
};

void decode_complex(const StoredType& stored, const void* box, Block& out, const BoxWalk& walk) {
  if (stored.native == Native::complex128) {
    return convert<Complex, Complex>(box, out, walk, [](const Complex& v) { return v; });
  }
  convert<FloatPair, Complex>(box, out, walk, [](const FloatPair& v) {
    return Complex{widen_float(v.r), widen_float(v.i)};
  });
}

void decode_variable_text(const void* box, Block& out, const BoxWalk& walk) {
  auto strings = static_cast<const char* const*>(box);
  TextColumn& text = out.text();
  walk.run([&](std::int64_t i, std::int64_t j) {
    if (strings[i] == nullptr) {
      text.set_na(j);
    } else {
      text.set(j, strings[i]);
    }
  });
}

void decode_fixed_text(const StoredType& stored, const void* box, Block& out, const BoxWalk& walk) {
  auto bytes = static_cast<const char*>(box);
  auto size = static_cast<std::int64_t>(stored.size);
  TextColumn& text = out.text();
  walk.run([&](std::int64_t i, std::int64_t j) {
    std::string_view value = fixed_text(bytes + i * size, stored);
    if (stored.na_text && value == *stored.na_text) {
      text.set_na(j);
    } else {
      text.set(j, value);
    }
  });
}

}  // namespace

bool decodes_to_integer64(const StoredType& stored, Int64Policy policy) {
  return stored.kind == StoredKind::integer && stored.native == Native::i64 &&
         policy == Int64Policy::as_integer64;
}

bool is_block_memory(const StoredType& stored, Int64Policy policy) {
  switch (stored.kind) {
    case StoredKind::integer:
      return stored.native == Native::i32 || stored.element == ElementType::raw ||
             decodes_to_integer64(stored, policy);
    case StoredKind::floating:
      return stored.native == Native::f64;
    case StoredKind::complex:
      return stored.native == Native::complex128;
    default:
      return false;
  }
}

void decode(const StoredType& stored, Int64Policy policy, const void* box, const BoxWalk& walk,
            Block& out, DecodeFindings& findings) {
  switch (stored.kind) {
    case StoredKind::integer:
    case StoredKind::enumeration:
      if (stored.element != ElementType::raw) {
        return decode_integer(stored, policy, box, out, walk, findings);
      }
      return convert<std::uint8_t, std::uint8_t>(box, out, walk, [](std::uint8_t v) { return v; });
    case StoredKind::floating:
      if (stored.native == Native::f64) {
        return convert<double, double>(box, out, walk, [](double v) { return v; });
      }
      return convert<float, double>(box, out, walk, widen_float);
    case StoredKind::boolean:
      return decode_boolean(stored, box, out, walk);
    case StoredKind::complex:
      return decode_complex(stored, box, out, walk);
    case StoredKind::text:
      if (stored.native == Native::text_variable) return decode_variable_text(box, out, walk);
      return decode_fixed_text(stored, box, out, walk);
    case StoredKind::unreadable:
      break;
  }
  throw Error(ErrorKind::unsupported,
              "A dataset of " + stored.why + " cannot be read as an array.");
}

void inspect(const StoredType& stored, const Block& block, DecodeFindings& findings) {
  if (stored.native != Native::i32 || stored.int_na || findings.unmarked_int_min) return;
  const std::int32_t* values = block.as<std::int32_t>();
  findings.unmarked_int_min =
      std::find(values, values + block.size(), kNaInteger) != values + block.size();
}

void fill_na(Block& block) {
  std::int64_t n = block.size();
  switch (block.type()) {
    case ElementType::logical:
    case ElementType::integer:
      std::fill_n(block.as<std::int32_t>(), n, kNaInteger);
      return;
    case ElementType::real:
      std::fill_n(block.as<double>(), n, na_real());
      return;
    case ElementType::complex:
      std::fill_n(block.as<Complex>(), n, Complex{na_real(), na_real()});
      return;
    case ElementType::raw:
      std::fill_n(block.as<std::uint8_t>(), n, std::uint8_t{0});
      return;
    case ElementType::text:
      block.text().reset(n);
      return;
  }
}

}  // namespace ch5mpy
