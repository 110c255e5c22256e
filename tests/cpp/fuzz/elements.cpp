// Elements of any bytes and of any stored type become R's.
#include <cstring>

#include "fuzz/target.h"
#include "rig.h"
#include "store/element_decode.h"

namespace {

using ch5mpy::ElementType;
using ch5mpy::Native;
using ch5mpy::StoredKind;
using ch5mpy::StoredType;
using fuzz::Bytes;

struct Kind {
  StoredKind kind;
  Native native;
  ElementType element;
  std::size_t size;
};

const Kind kKinds[] = {
    {StoredKind::integer, Native::i8, ElementType::integer, 1},
    {StoredKind::integer, Native::i16, ElementType::integer, 2},
    {StoredKind::integer, Native::i32, ElementType::integer, 4},
    {StoredKind::integer, Native::i64, ElementType::real, 8},
    {StoredKind::integer, Native::u8, ElementType::integer, 1},
    {StoredKind::integer, Native::u8, ElementType::raw, 1},
    {StoredKind::integer, Native::u16, ElementType::integer, 2},
    {StoredKind::integer, Native::u32, ElementType::real, 4},
    {StoredKind::integer, Native::u64, ElementType::real, 8},
    {StoredKind::floating, Native::f32, ElementType::real, 4},
    {StoredKind::floating, Native::f64, ElementType::real, 8},
    {StoredKind::boolean, Native::i8, ElementType::logical, 1},
    {StoredKind::enumeration, Native::i16, ElementType::integer, 2},
    {StoredKind::complex, Native::complex64, ElementType::complex, 8},
    {StoredKind::complex, Native::complex128, ElementType::complex, 16},
    {StoredKind::text, Native::text_fixed, ElementType::text, 0},
};

// An input: the kind, its flags, the width of a text, and the elements.
void decode_elements(const Bytes& bytes) {
  fuzz::Reader reader(bytes);
  const Kind& kind = kKinds[reader.number(1) % (sizeof kKinds / sizeof *kKinds)];
  auto flags = reader.number(1);
  auto width = reader.number(1) + 1;
  Bytes box = reader.rest();
  StoredType stored;
  stored.kind = kind.kind;
  stored.native = kind.native;
  stored.element = kind.element;
  stored.size = kind.size > 0 ? kind.size : static_cast<std::size_t>(width);
  stored.nullable = flags & 1;
  stored.int_na = flags & 2;
  stored.padding = static_cast<ch5mpy::TextPadding>(flags / 4 % 3);
  if (flags & 32) stored.na_text = std::string("NA");
  auto policy = static_cast<ch5mpy::Int64Policy>(flags / 64 % 3);
  auto count = static_cast<std::int64_t>(box.size() / stored.size);
  ch5mpy::BoxWalk walk;
  ch5mpy::BoxWalk::Axis& axis = walk.add_axis();
  for (std::int64_t i = 0; i < count; ++i) {
    axis.box.push_back(i);
    axis.block.push_back(count - 1 - i);
  }
  walk.arrange();
  ch5mpy::Block out;
  out.prepare(stored.element, count);
  ch5mpy::DecodeFindings findings;
  if (count == 0) return;
  ch5mpy::decode(stored, policy, box.data(), walk, out, findings);
  ch5mpy::inspect(stored, out, findings);
  if (stored.element != ElementType::text) return;
  for (std::int64_t i = 0; i < count; ++i) {
    fuzz::require(out.text().get(i).size() <= stored.size, "a text longer than its place");
    fuzz::require(out.text().get(i).find('\0') == std::string_view::npos, "a text with a NUL");
  }
}

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (unsigned kind = 0; kind < sizeof kKinds / sizeof *kKinds; ++kind) {
    for (unsigned flags : {0u, 1u, 2u, 4u, 8u, 36u, 64u, 130u}) {
      Bytes bytes;
      fuzz::put(bytes, kind, 1);
      fuzz::put(bytes, flags, 1);
      fuzz::put(bytes, 4, 1);
      Bytes elements = rig::random_bytes(160, kind);
      for (std::size_t i = 0; i < elements.size(); i += 1 + flags)
        elements[i] = static_cast<std::uint8_t>(i % 3 == 0 ? 0 : ' ');
      bytes.insert(bytes.end(), elements.begin(), elements.end());
      all.push_back(bytes);
    }
  }
  return all;
}

const fuzz::Register kElements({"elements", seeds(), decode_elements});

}  // namespace
