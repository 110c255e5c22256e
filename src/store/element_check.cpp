#include "store/element_check.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "core/error.h"
#include "core/na.h"
#include "core/fixed_text.h"

namespace ch5mpy {

namespace {

// What a stored integer type can hold; the upper bound is exclusive (2^64 is a double, 2^64 - 1
// not).
struct IntegerRange {
  double low;
  double beyond;
  bool na;  // INT_MIN in an int32
};

IntegerRange range_of(Native native) {
  switch (native) {
    case Native::i8:
      return {-128.0, 128.0, false};
    case Native::i16:
      return {-32768.0, 32768.0, false};
    case Native::i32:
      // INT_MIN itself would be read as NA.
      return {-2147483647.0, 2147483648.0, true};
    case Native::u8:
      return {0.0, 256.0, false};
    case Native::u16:
      return {0.0, 65536.0, false};
    case Native::u32:
      return {0.0, 4294967296.0, false};
    case Native::u64:
      return {0.0, 18446744073709551616.0, false};
    default:
      return {-9223372036854775808.0, 9223372036854775808.0, false};
  }
}

std::string number_text(double value) {
  if (is_na_real(value)) return "NA";
  if (std::isnan(value)) return "NaN";
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

[[noreturn]] void does_not_fit(const std::string& value, const StoredType& stored,
                               const char* remedy) {
  throw Error(ErrorKind::type, "The value " + value + " does not fit the stored type " +
                                   stored.dtype + "; " + remedy)
      .with("value", value)
      .with("stored_type", stored.dtype);
}

[[noreturn]] void wrong_kind(const Block& values, const StoredType& stored) {
  throw Error(ErrorKind::type, std::string("Values of type ") + element_type_name(values.type()) +
                                   " cannot be stored as " + stored.dtype +
                                   "; convert them, or give the dataset another type.")
      .with("stored_type", stored.dtype);
}

bool is_integer_like(const Block& values) {
  return values.type() == ElementType::integer || values.type() == ElementType::logical;
}

bool is_number(const Block& values) {
  return is_integer_like(values) || values.type() == ElementType::real;
}

constexpr char kRetype[] = "choose a wider type (h5_retype() for a dataset that is there).";

void check_integers(const StoredType& stored, const Block& values) {
  IntegerRange range = range_of(stored.native);
  const std::int32_t* value = values.as<std::int32_t>();
  for (std::int64_t i = 0; i < values.size(); ++i) {
    bool fits =
        value[i] == kNaInteger ? range.na : value[i] >= range.low && value[i] < range.beyond;
    if (fits) continue;
    does_not_fit(value[i] == kNaInteger ? "NA" : std::to_string(value[i]), stored, kRetype);
  }
}

void check_reals_as_integers(const StoredType& stored, const Block& values) {
  IntegerRange range = range_of(stored.native);
  const double* value = values.as<double>();
  for (std::int64_t i = 0; i < values.size(); ++i) {
    double v = value[i];
    bool fits = v >= range.low && v < range.beyond && v == std::trunc(v);
    if (!fits && !(range.na && is_na_real(v))) does_not_fit(number_text(v), stored, kRetype);
  }
}

void check_integer64(const StoredType& stored, const Block& values) {
  const std::int64_t* value = values.as<std::int64_t>();
  if (stored.kind == StoredKind::integer && stored.native == Native::i64) return;
  IntegerRange range = range_of(stored.native);
  for (std::int64_t i = 0; i < values.size(); ++i) {
    auto v = static_cast<double>(value[i]);
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    bool exact = value[i] >= -kExact && value[i] <= kExact;
    bool fits = stored.kind == StoredKind::integer ? v >= range.low && v < range.beyond : exact;
    if (value[i] == kNaInteger64) fits = stored.kind == StoredKind::floating || range.na;
    if (!fits) does_not_fit(std::to_string(value[i]), stored, kRetype);
  }
}

// A NaN of a float16 has no room for what tells R's NA from it.
bool holds_na(const StoredType& stored) { return stored.float_max > 65504.0; }

void check_floats(const StoredType& stored, const double* value, std::int64_t count) {
  if (stored.float_max >= std::numeric_limits<double>::max()) return;
  bool na_fits = holds_na(stored);
  for (std::int64_t i = 0; i < count; ++i) {
    if (!na_fits && is_na_real(value[i])) does_not_fit("NA", stored, kRetype);
    double size = std::fabs(value[i]);
    if (size > stored.float_max && std::isfinite(size)) {
      does_not_fit(number_text(value[i]), stored, kRetype);
    }
  }
}

void check_flags(const StoredType& stored, const Block& values) {
  if (values.type() != ElementType::logical) wrong_kind(values, stored);
  if (!stored.nullable && has_na(values)) {
    does_not_fit("NA", stored, "use h5_retype(x, \"logical\") to give the dataset a type with NA.");
  }
}

void check_codes(const StoredType& stored, const Block& values) {
  if (!is_number(values)) wrong_kind(values, stored);
  for (std::int64_t i = 0; i < values.size(); ++i) {
    double v = values.type() == ElementType::real ? values.as<double>()[i]
               : values.as<std::int32_t>()[i] == kNaInteger
                   ? na_real()
                   : static_cast<double>(values.as<std::int32_t>()[i]);
    bool known =
        std::any_of(stored.members.begin(), stored.members.end(),
                    [v](const EnumMember& m) { return static_cast<double>(m.value) == v; });
    if (!known) does_not_fit(number_text(v), stored, "use the code of one of its members.");
  }
}

void check_text(const StoredType& stored, const Block& values) {
  if (values.type() != ElementType::text) wrong_kind(values, stored);
  if (stored.native == Native::text_variable) return;
  const TextColumn& text = values.text();
  std::size_t longest = 0;
  if (stored.na_text && !fits_fixed_text(*stored.na_text, stored)) longest = stored.na_text->size();
  for (std::int64_t i = 0; i < text.size(); ++i) {
    if (text.is_na(i) && !stored.na_text) {
      does_not_fit("NA", stored,
                   "the dataset has to be rewritten with a string that stands for NA.");
    }
    std::string_view value = text.get(i);
    if (!text.is_na(i) && stored.na_text && value == *stored.na_text) {
      does_not_fit("'" + std::string(value) + "'", stored, "it is the string that stands for NA.");
    }
    if (!fits_fixed_text(value, stored)) longest = std::max(longest, value.size());
  }
  if (longest == 0) return;
  throw Error(ErrorKind::type, "A string of " + std::to_string(longest) +
                                   " bytes does not fit the stored type " + stored.dtype +
                                   "; the dataset has to be rewritten wider.")
      .with("stored_type", stored.dtype)
      .with("needed", std::to_string(longest));
}

// Only a float16 is too small for an integer.
void check_integers_as_halves(const StoredType& stored, const Block& values) {
  if (holds_na(stored)) return;
  const std::int32_t* value = values.as<std::int32_t>();
  for (std::int64_t i = 0; i < values.size(); ++i) {
    if (value[i] == kNaInteger) does_not_fit("NA", stored, kRetype);
    if (std::fabs(static_cast<double>(value[i])) > stored.float_max) {
      does_not_fit(std::to_string(value[i]), stored, kRetype);
    }
  }
}

void check_numbers(const StoredType& stored, const Block& values, bool integer64) {
  if (integer64) return check_integer64(stored, values);
  if (stored.kind == StoredKind::floating) {
    if (values.type() == ElementType::real) {
      check_floats(stored, values.as<double>(), values.size());
    } else {
      check_integers_as_halves(stored, values);
    }
  } else if (values.type() == ElementType::real) {
    check_reals_as_integers(stored, values);
  } else {
    check_integers(stored, values);
  }
}

}  // namespace

void check_values(const StoredType& stored, const Block& values, bool integer64) {
  switch (stored.kind) {
    case StoredKind::integer:
    case StoredKind::floating:
      if (stored.element == ElementType::raw || values.type() == ElementType::raw) {
        if (stored.element != values.type()) wrong_kind(values, stored);
        return;
      }
      if (!is_number(values)) wrong_kind(values, stored);
      return check_numbers(stored, values, integer64);
    case StoredKind::boolean:
      return check_flags(stored, values);
    case StoredKind::enumeration:
      return check_codes(stored, values);
    case StoredKind::complex:
      if (!is_number(values) && values.type() != ElementType::complex) wrong_kind(values, stored);
      if (values.type() == ElementType::complex) {
        check_floats(stored, values.as<double>(), 2 * values.size());
      } else if (values.type() == ElementType::real) {
        check_floats(stored, values.as<double>(), values.size());
      }
      return;
    case StoredKind::text:
      return check_text(stored, values);
    case StoredKind::unreadable:
      wrong_kind(values, stored);
  }
}

bool has_na(const Block& values) {
  std::int64_t n = values.size();
  if (is_integer_like(values)) {
    const std::int32_t* value = values.as<std::int32_t>();
    return std::find(value, value + n, kNaInteger) != value + n;
  }
  if (values.type() == ElementType::real) {
    const double* value = values.as<double>();
    return std::any_of(value, value + n, is_na_real);
  }
  return false;
}

}  // namespace ch5mpy
