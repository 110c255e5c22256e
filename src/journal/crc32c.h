// CRC-32C (Castagnoli), the checksum of the journal's records.
//
// Contract: pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ch5mpy {

// The checksum of `size` bytes that follow those whose checksum is `before` (0: none).
std::uint32_t crc32c(const void* bytes, std::size_t size, std::uint32_t before = 0);

}  // namespace ch5mpy
