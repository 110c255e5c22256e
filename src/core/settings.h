// Settings of the session, as set by h5_options(). A plain struct: no R, no HDF5.
//
// Contract: written on R's thread between operations (cpp_session_settings()); an operation reads
// what it needs when it starts, so that threads never see a change half-way.
#pragma once

#include <limits>
#include <string>

namespace ch5mpy {

// What becomes of 64-bit integers that R's integer cannot hold.
enum class Int64Policy { as_double, as_integer64, error };

struct Settings {
  static constexpr double kDefaultMemory = 250.0 * 1024 * 1024;

  double max_memory = kDefaultMemory;  // bytes; infinity: no cap
  int threads = 1;
  Int64Policy int64 = Int64Policy::as_double;
  bool atomic = true;          // changes of a file happen entirely or not at all
  bool survive_power = false;  // and outlive a loss of power, not only the process
  double lock_timeout = 0;     // seconds to wait for a file that another process has locked
  std::string scratch_dir = "/tmp";  // where scratch files go: R's tempdir()

  bool unlimited() const { return max_memory == std::numeric_limits<double>::infinity(); }
};

// The settings in force.
Settings& settings();

}  // namespace ch5mpy
