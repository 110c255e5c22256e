// The one error of the C++ code.
//
// Contract: every failure of the package's own C++ is thrown as `Error`; it owns copies of all it
// says, so it may cross threads (std::exception_ptr). Never thrown from inside an HDF5 callback.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace ch5mpy {

// Kinds are named by remedy; they become the class of the R condition (ch5mpy_error_<kind>).
enum class ErrorKind {
  not_found,
  exists,
  argument,
  type,
  subscript,
  mode,
  locked,
  closed,
  stale,
  memory,
  corrupt,
  unsupported,
  untrusted,
  transaction,
  io,
  internal
};

const char* error_kind_name(ErrorKind kind);

class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message);

  // Adds a named field (path, name, ...) that the R condition carries.
  Error& with(std::string field, std::string value) &;
  Error&& with(std::string field, std::string value) &&;

  ErrorKind kind() const { return kind_; }
  const char* what() const noexcept override { return message_.c_str(); }
  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }
  bool has_field(const std::string& name) const;

 private:
  ErrorKind kind_;
  std::string message_;
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace ch5mpy
