// Ownership of one HDF5 identifier.
//
// Contract: a Handle closes its identifier exactly once; it is moved, never copied. Used on R's
// thread only. The destructor does not throw: what a failing close would lose has been flushed
// before, or is reported by the verb that flushes.
#pragma once

#include <utility>

#include "hdf5/api.h"

namespace ch5mpy {

class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(other.id_), close_(other.close_) { other.id_ = -1; }
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { reset(); }

  hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

  hid_t release() {
    hid_t id = id_;
    id_ = -1;
    return id;
  }

  // Returns what HDF5's close returned: negative is a failure, and the identifier is gone anyway.
  herr_t reset() {
    herr_t status = 0;
    if (id_ >= 0 && close_ != nullptr) status = close_(id_);
    id_ = -1;
    return status;
  }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

}  // namespace ch5mpy
