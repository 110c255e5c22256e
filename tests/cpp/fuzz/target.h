// What is fuzzed: something that takes bytes from a file.
//
// Contract of a target: whatever the bytes, `run` ends, touches no memory that is not its own, and
// either returns or throws Error. What must hold of a result it checks with `require`. The driver
// (driver.cpp) damages the seeds, the same way on every run, and runs the target on each.
//
// To add one: a file here with a `Register` object; the Makefile finds it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace fuzz {

using Bytes = std::vector<std::uint8_t>;

struct Target {
  std::string name;
  std::vector<Bytes> seeds;
  std::function<void(const Bytes&)> run;
};

std::vector<Target>& targets();

struct Register {
  explicit Register(Target target) { targets().push_back(std::move(target)); }
};

// Ends the run, and says of which input.
void require(bool holds, const char* what);

// Reads numbers off the front of an input; zeros behind its end.
class Reader {
 public:
  explicit Reader(const Bytes& bytes) : bytes_(bytes) {}
  std::uint64_t number(int width) {
    std::uint64_t value = 0;
    for (int i = 0; i < width; ++i) {
      value |= static_cast<std::uint64_t>(at_ < bytes_.size() ? bytes_[at_] : 0) << (8 * i);
      ++at_;
    }
    return value;
  }
  Bytes rest() const {
    return at_ < bytes_.size()
               ? Bytes(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), bytes_.end())
               : Bytes();
  }

 private:
  const Bytes& bytes_;
  std::size_t at_ = 0;
};

// And writes them, for seeds.
inline void put(Bytes& bytes, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) {
    bytes.push_back(i < 8 ? static_cast<std::uint8_t>(value >> (8 * i)) : std::uint8_t{0});
  }
}

}  // namespace fuzz
