#include "codec/shuffle_choice.h"

#include <cmath>
#include <cstring>

#include "rig.h"

using namespace ch5mpy;

namespace {

template <typename T>
bool pays(const std::vector<T>& elements) {
  return shuffling_pays(ConstBytes(reinterpret_cast<const std::uint8_t*>(elements.data()),
                                   static_cast<std::int64_t>(elements.size() * sizeof(T))),
                        sizeof(T));
}

}  // namespace

TEST_CASE("numbers that drift are shuffled", "[shuffle_choice]") {
  std::vector<std::int32_t> counts;
  std::vector<double> waves;
  for (int i = 0; i < 8192; ++i) {
    counts.push_back(i * 3 + i % 7);
    waves.push_back(std::sin(i * 1e-3));
  }
  CHECK(pays(counts));
  CHECK(pays(waves));
}

TEST_CASE("values that repeat whole are not", "[shuffle_choice]") {
  std::vector<double> rounded;
  std::uint32_t state = 1;
  for (int i = 0; i < 8192; ++i) {
    state = state * 1664525u + 1013904223u;
    rounded.push_back(std::round((state >> 16) % 300 / 3.0 * 100) / 100);
  }
  CHECK_FALSE(pays(rounded));
}

TEST_CASE("nothing to judge by means shuffled", "[shuffle_choice]") {
  CHECK(pays(std::vector<double>{}));
  CHECK(pays(std::vector<double>(1000, 0)));
}
