// What a file claims to hold, against what a file of its size can hold.
//
// Why: a few bytes can claim a chunk of gigabytes, or more elements than a machine computes with in
// a year. What deflate makes of nothing but zeros is the densest that data in use are; elements
// that were never written cost no bytes, and some of those are allowed in any file.
//
// Contract: R's thread. Trusted files may claim anything.
#pragma once

#include <cstdint>
#include <string>

#include "hdf5/dataset.h"
#include "hdf5/location.h"

namespace ch5mpy {

// Counts what is read of one dataset.
class ReadMeter {
 public:
  // Without a limit.
  ReadMeter() = default;
  // Error (untrusted) that names the dataset, called `name` in the location's file, when one of its
  // chunks alone is incredible and larger than the cap.
  ReadMeter(const Location& location, const Dataset& dataset, std::string name);

  // Before so many elements are read: Error (untrusted) when what was read so far is more than is
  // allowed of a dataset that claims more than its file can hold.
  void count(std::int64_t elements);
  // The same for all of it at once.
  void count_all();

 private:
  [[noreturn]] void refuse(const std::string& what, std::int64_t bytes) const;

  bool limited_ = false;
  std::string path_;
  std::string name_;
  std::int64_t file_size_ = 0;
  std::int64_t element_size_ = 1;
  std::int64_t claimed_ = 0;
  std::int64_t read_ = 0;
};

// Whether `bytes` may be in a file of `file_size`.
bool is_credible(std::int64_t bytes, std::int64_t file_size);

}  // namespace ch5mpy
