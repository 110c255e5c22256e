// What every C++ test includes: Catch, and what tests of several layers share.
#pragma once

#include <testthat/vendor/catch.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "core/error.h"

namespace rig {

// Bytes that look random and are the same on every run.
inline std::vector<std::uint8_t> random_bytes(std::size_t count, std::uint32_t seed = 1) {
  std::mt19937 generator(seed);
  std::vector<std::uint8_t> bytes(count);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator());
  return bytes;
}

// The kind of the Error that `body` throws, or "nothing" when it returns.
inline std::string kind_thrown(const std::function<void()>& body) {
  try {
    body();
  } catch (const ch5mpy::Error& error) {
    return ch5mpy::error_kind_name(error.kind());
  }
  return "nothing";
}

}  // namespace rig
