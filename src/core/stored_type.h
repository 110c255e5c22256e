// What a stored element type is: how its elements lie in memory, and what they are in R.
//
// Contract: pure data, filled by hdf5/datatype.h; here so that conversion needs no HDF5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dtype.h"

namespace ch5mpy {

// How elements lie in memory between HDF5 and a block: stored values in the machine's byte order.
enum class Native : std::uint8_t {
  i8,
  i16,
  i32,
  i64,
  u8,
  u16,
  u32,
  u64,
  f32,
  f64,
  complex64,
  complex128,
  text_fixed,
  text_variable
};

enum class StoredKind : std::uint8_t {
  integer,
  floating,
  boolean,      // h5py's enum {FALSE, TRUE}, with or without NA
  enumeration,  // any other enum: its integer codes
  complex,
  text,
  unreadable
};

enum class TextPadding : std::uint8_t { nul_terminated, nul_padded, space_padded };

struct EnumMember {
  std::string name;
  std::int64_t value;
};

struct StoredType {
  StoredKind kind = StoredKind::unreadable;
  Native native = Native::u8;
  ElementType element = ElementType::raw;  // what it is in R, int64 being doubles
  std::size_t size = 0;  // bytes of one element in memory (fixed text: the string)
  std::string dtype;     // numpy's name
  std::string why;       // of an unreadable type

  bool nullable = false;  // a boolean with the member NA = -128
  TextPadding padding = TextPadding::nul_padded;
  bool utf8 = true;                 // text's declared encoding, else ASCII
  double float_max = 0;             // the largest finite value of a floating type
  std::vector<EnumMember> members;  // of an enumeration

  // What attributes of the dataset add (hdf5/dataset_marks.h).
  bool int_na = false;                 // INT_MIN in an int32 is meant as NA
  std::optional<std::string> na_text;  // the string that stands for NA in fixed-length text

  bool readable() const { return kind != StoredKind::unreadable; }
  bool is_text() const { return kind == StoredKind::text; }
};

// The value that stands for NA in a boolean of three members.
constexpr std::int8_t kBooleanNa = -128;

}  // namespace ch5mpy
