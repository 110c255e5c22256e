// What every codec must do, whatever its format: the contract of codec/codec.h as tests.
#pragma once

#include "codec/codec.h"
#include "rig.h"

namespace rig {

// Inputs of many sizes, from nothing to past one buffer, that pack well and that do not.
inline std::vector<std::vector<std::uint8_t>> codec_inputs() {
  std::vector<std::vector<std::uint8_t>> inputs;
  for (std::size_t size : {0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 720, 721, 2047, 4100, 70001}) {
    inputs.push_back(random_bytes(size, static_cast<std::uint32_t>(size)));
    inputs.emplace_back(size, 0);
    inputs.emplace_back(size, 0xff);
    std::vector<std::uint8_t> slow(size);
    for (std::size_t i = 0; i < size; ++i) slow[i] = static_cast<std::uint8_t>(i / 100);
    inputs.push_back(slow);
  }
  return inputs;
}

inline std::vector<std::uint8_t> encode(ch5mpy::Codec& codec,
                                        const std::vector<std::uint8_t>& input) {
  const std::int64_t limit = codec.encoded_limit(static_cast<std::int64_t>(input.size()));
  std::vector<std::uint8_t> output(static_cast<std::size_t>(limit));
  const std::int64_t size = codec.encode(input, output);
  REQUIRE(size <= limit);
  if (codec.fixed_size()) REQUIRE(size == limit);
  output.resize(static_cast<std::size_t>(size));
  return output;
}

// Decodes into exactly `room` bytes with guards around them, which must survive.
inline std::vector<std::uint8_t> decode(ch5mpy::Codec& codec,
                                        const std::vector<std::uint8_t>& input, std::size_t room) {
  constexpr std::size_t guard = 64;
  std::vector<std::uint8_t> memory(room + 2 * guard, 0xa5);
  const auto intact = [&](std::size_t from) {
    for (std::size_t i = 0; i < guard; ++i) {
      if (memory[from + i] != 0xa5) return false;
    }
    return true;
  };
  std::int64_t size = 0;
  try {
    size =
        codec.decode(input, ch5mpy::ByteSpan(memory.data() + guard, static_cast<std::int64_t>(room)));
  } catch (const ch5mpy::Error&) {
    REQUIRE(intact(0));
    REQUIRE(intact(guard + room));
    throw;
  }
  REQUIRE(intact(0));
  REQUIRE(intact(guard + room));
  REQUIRE(size <= static_cast<std::int64_t>(room));
  const auto begin = memory.begin() + guard;
  return std::vector<std::uint8_t>(begin, begin + size);
}

inline void check_round_trip(ch5mpy::Codec& codec) {
  for (const auto& input : codec_inputs()) {
    const auto encoded = encode(codec, input);
    REQUIRE(decode(codec, encoded, input.size()) == input);
    REQUIRE(decode(codec, encoded, input.size() + 10) == input);
  }
}

inline void check_no_room(ch5mpy::Codec& codec) {
  for (const auto& input : codec_inputs()) {
    if (input.empty()) continue;
    const auto encoded = encode(codec, input);
    REQUIRE(kind_thrown([&] { decode(codec, encoded, input.size() - 1); }) == "corrupt");
    REQUIRE(kind_thrown([&] { decode(codec, encoded, 0); }) == "corrupt");
  }
}

// Damaged bytes: any Error is one of corruption, and nothing is written outside the room.
inline void check_damaged(ch5mpy::Codec& codec) {
  std::mt19937 generator(7);
  for (const auto& input : codec_inputs()) {
    const auto encoded = encode(codec, input);
    for (int round = 0; round < 20; ++round) {
      auto damaged = encoded;
      if (!damaged.empty() && round % 2 == 0)
        damaged[generator() % damaged.size()] ^= 1u << round % 8;
      if (round % 3 == 0) damaged.resize(generator() % (damaged.size() + 1));
      const std::string kind = kind_thrown([&] { decode(codec, damaged, input.size()); });
      REQUIRE((kind == "nothing" || kind == "corrupt"));
    }
    const auto noise = random_bytes(encoded.size(), 99);
    const std::string kind = kind_thrown([&] { decode(codec, noise, input.size()); });
    REQUIRE((kind == "nothing" || kind == "corrupt"));
  }
}

inline void check_size_claims(const ch5mpy::Codec& codec) {
  const std::int64_t most = INT64_MAX - 1000;
  CHECK(codec.encoded_limit(0) >= 0);
  CHECK(codec.encoded_limit(1000000) >= 1000000);
  const std::string kind = kind_thrown([&] { codec.encoded_limit(most + 999); });
  CHECK((kind == "nothing" || kind == "memory"));
}

inline void check_conformance(ch5mpy::Codec& codec) {
  check_round_trip(codec);
  check_no_room(codec);
  check_damaged(codec);
  check_size_claims(codec);
}

}  // namespace rig
