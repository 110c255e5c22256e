#include "core/error.h"

namespace ch5mpy {

const char* error_kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::exists:
      return "exists";
    case ErrorKind::argument:
      return "argument";
    case ErrorKind::type:
      return "type";
    case ErrorKind::subscript:
      return "subscript";
    case ErrorKind::mode:
      return "mode";
    case ErrorKind::locked:
      return "locked";
    case ErrorKind::closed:
      return "closed";
    case ErrorKind::stale:
      return "stale";
    case ErrorKind::memory:
      return "memory";
    case ErrorKind::corrupt:
      return "corrupt";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::untrusted:
      return "untrusted";
    case ErrorKind::transaction:
      return "transaction";
    case ErrorKind::io:
      return "io";
    case ErrorKind::internal:
      return "internal";
  }
  return "internal";
}

Error::Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

Error& Error::with(std::string field, std::string value) & {
  fields_.emplace_back(std::move(field), std::move(value));
  return *this;
}

Error&& Error::with(std::string field, std::string value) && {
  fields_.emplace_back(std::move(field), std::move(value));
  return std::move(*this);
}

bool Error::has_field(const std::string& name) const {
  for (const auto& field : fields_) {
    if (field.first == name) return true;
  }
  return false;
}

}  // namespace ch5mpy
