#include "core/fixed_text.h"

#include "rig.h"

using namespace ch5mpy;

namespace {

StoredType text_of(std::size_t size, TextPadding padding) {
  StoredType stored;
  stored.size = size;
  stored.padding = padding;
  return stored;
}

}  // namespace

TEST_CASE("fixed text comes out of each padding as it went in", "[fixed_text]") {
  for (TextPadding padding :
       {TextPadding::nul_terminated, TextPadding::nul_padded, TextPadding::space_padded}) {
    StoredType stored = text_of(4, padding);
    for (std::string text : {"", "a", "abc"}) {
      char bytes[4] = {'?', '?', '?', '?'};
      REQUIRE(fits_fixed_text(text, stored));
      pad_fixed_text(text, stored, bytes);
      CHECK(fixed_text(bytes, stored) == text);
    }
    CHECK(fits_fixed_text("abcd", stored) == (padding != TextPadding::nul_terminated));
    CHECK_FALSE(fits_fixed_text("abcde", stored));
  }
}

TEST_CASE("text ends at its first NUL, and invalid bytes pass through", "[fixed_text]") {
  StoredType stored = text_of(4, TextPadding::nul_padded);
  CHECK(fixed_text("a\0b", stored) == "a");
  CHECK(fixed_text("\xFF\xFE\xFD\xFC", stored) == "\xFF\xFE\xFD\xFC");
}
