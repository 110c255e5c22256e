#include "store/element_encode.h"

#include <cstring>
#include <type_traits>

#include "core/error.h"
#include "core/na.h"
#include "core/fixed_text.h"

namespace ch5mpy {

namespace {

template <typename From, typename To, typename Convert>
void convert(const Block& values, void* box, const BoxWalk& walk, Convert&& element) {
  const From* from = values.as<From>();
  To* to = static_cast<To*>(box);
  walk.run([&](std::int64_t i, std::int64_t j) { to[i] = element(from[j]); });
}

// A float that keeps NA apart from NaN (see widen_float() in element_decode.cpp).
float narrow(double value) {
  if (!is_na_real(value)) return static_cast<float>(value);
  constexpr std::uint32_t kNaBits = 0x7FC007A2u;
  float na;
  std::memcpy(&na, &kNaBits, sizeof na);
  return na;
}

double widen(std::int32_t value) {
  return value == kNaInteger ? na_real() : static_cast<double>(value);
}

double widen(std::int64_t value) {
  return value == kNaInteger64 ? na_real() : static_cast<double>(value);
}

template <typename To>
void encode_integer(const Block& values, bool integer64, void* box, const BoxWalk& walk) {
  if (integer64) {
    return convert<std::int64_t, To>(values, box, walk, [](std::int64_t v) {
      bool na = sizeof(To) == 4 && v == kNaInteger64;
      return static_cast<To>(na ? std::int64_t{kNaInteger} : v);
    });
  }
  if (values.type() == ElementType::real) {
    // Checked: NA only where the target is an int32.
    return convert<double, To>(values, box, walk, [](double v) {
      return is_na_real(v) ? static_cast<To>(kNaInteger) : static_cast<To>(v);
    });
  }
  convert<std::int32_t, To>(values, box, walk, [](std::int32_t v) { return static_cast<To>(v); });
}

void encode_integers(const StoredType& stored, const Block& values, bool integer64, void* box,
                     const BoxWalk& walk) {
  switch (stored.native) {
    case Native::i8:
      return encode_integer<std::int8_t>(values, integer64, box, walk);
    case Native::i16:
      return encode_integer<std::int16_t>(values, integer64, box, walk);
    case Native::i32:
      return encode_integer<std::int32_t>(values, integer64, box, walk);
    case Native::u8:
      return encode_integer<std::uint8_t>(values, integer64, box, walk);
    case Native::u16:
      return encode_integer<std::uint16_t>(values, integer64, box, walk);
    case Native::u32:
      return encode_integer<std::uint32_t>(values, integer64, box, walk);
    case Native::u64:
      return encode_integer<std::uint64_t>(values, integer64, box, walk);
    default:
      return encode_integer<std::int64_t>(values, integer64, box, walk);
  }
}

// `element` makes the target of a double.
template <typename To, typename Convert>
void encode_reals(const Block& values, bool integer64, void* box, const BoxWalk& walk,
                  Convert&& element) {
  if (integer64) {
    return convert<std::int64_t, To>(values, box, walk,
                                     [&](std::int64_t v) { return element(widen(v)); });
  }
  if (values.type() == ElementType::real) return convert<double, To>(values, box, walk, element);
  convert<std::int32_t, To>(values, box, walk, [&](std::int32_t v) { return element(widen(v)); });
}

struct FloatPair {
  float r;
  float i;
};

void encode_complex(const StoredType& stored, const Block& values, bool integer64, void* box,
                    const BoxWalk& walk) {
  bool single = stored.native == Native::complex64;
  if (values.type() == ElementType::complex) {
    if (!single) {
      return convert<Complex, Complex>(values, box, walk, [](const Complex& v) { return v; });
    }
    return convert<Complex, FloatPair>(values, box, walk, [](const Complex& v) {
      return FloatPair{narrow(v.r), narrow(v.i)};
    });
  }
  if (single) {
    return encode_reals<FloatPair>(values, integer64, box, walk, [](double v) {
      return FloatPair{narrow(v), 0.0f};
    });
  }
  encode_reals<Complex>(values, integer64, box, walk, [](double v) { return Complex{v, 0.0}; });
}

template <typename To>
void encode_flag(const Block& values, void* box, const BoxWalk& walk) {
  convert<std::int32_t, To>(values, box, walk, [](std::int32_t v) {
    return v == kNaInteger ? static_cast<To>(kBooleanNa) : static_cast<To>(v != 0);
  });
}

void encode_flags(const StoredType& stored, const Block& values, void* box, const BoxWalk& walk) {
  switch (stored.size) {
    case 1:
      return encode_flag<std::int8_t>(values, box, walk);
    case 2:
      return encode_flag<std::int16_t>(values, box, walk);
    case 4:
      return encode_flag<std::int32_t>(values, box, walk);
    default:
      return encode_flag<std::int64_t>(values, box, walk);
  }
}

void encode_text(const StoredType& stored, const Block& values, void* box, const BoxWalk& walk) {
  const TextColumn& text = values.text();
  if (stored.native == Native::text_variable) {
    auto strings = static_cast<const char**>(box);
    walk.run([&](std::int64_t i, std::int64_t j) { strings[i] = text.c_str(j); });
    return;
  }
  auto bytes = static_cast<char*>(box);
  auto size = static_cast<std::int64_t>(stored.size);
  walk.run([&](std::int64_t i, std::int64_t j) {
    std::string_view value = text.is_na(j) ? std::string_view(*stored.na_text) : text.get(j);
    pad_fixed_text(value, stored, bytes + i * size);
  });
}

}  // namespace

void encode(const StoredType& stored, const Block& values, bool integer64, const BoxWalk& walk,
            void* box) {
  switch (stored.kind) {
    case StoredKind::integer:
    case StoredKind::enumeration:
      if (values.type() != ElementType::raw) {
        return encode_integers(stored, values, integer64, box, walk);
      }
      return convert<std::uint8_t, std::uint8_t>(values, box, walk,
                                                 [](std::uint8_t v) { return v; });
    case StoredKind::floating:
      if (stored.native == Native::f32) {
        return encode_reals<float>(values, integer64, box, walk, narrow);
      }
      return encode_reals<double>(values, integer64, box, walk, [](double v) { return v; });
    case StoredKind::boolean:
      return encode_flags(stored, values, box, walk);
    case StoredKind::complex:
      return encode_complex(stored, values, integer64, box, walk);
    case StoredKind::text:
      return encode_text(stored, values, box, walk);
    case StoredKind::unreadable:
      break;
  }
  throw Error(ErrorKind::internal, "Elements of an unreadable type cannot be written.");
}

}  // namespace ch5mpy
