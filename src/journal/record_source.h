// Data records by number, wherever they lie.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ch5mpy {

class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual std::size_t records() const = 0;
  virtual std::uint64_t target(std::size_t record) const = 0;
  virtual std::size_t size(std::size_t record) const = 0;
  // Bytes of the payload; 0 or an errno value. May run on several threads.
  virtual int read(std::size_t record, std::size_t at, std::uint8_t* bytes, std::size_t size) = 0;
};

}  // namespace ch5mpy
