// The wall between C++ and R: every export runs its body inside `guarded()`.
//
// Contract: R's thread only. An `Error` becomes a classed R condition raised by the constructor in
// R/conditions.R; std::bad_alloc becomes one of kind memory, any other std::exception one of kind
// internal. Rcpp's own unwinding (LongjumpException, InterruptedException) passes through untouched,
// so no long jump crosses a C++ frame that owns something.
#pragma once

#include <Rcpp.h>

#include <new>
#include <type_traits>

#include "core/error.h"

namespace ch5mpy {

// Raises `error` as an R condition; never returns.
[[noreturn]] void raise_in_r(const Error& error);

// Tells the pool of open files when the outermost call from R ends, and how.
class Call {
 public:
  Call() { ++depth_; }
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  // Throws what nobody noticed.
  void check() const;

 private:
  static int depth_;
};

template <typename Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    Call call;
    if constexpr (std::is_void_v<decltype(body())>) {
      body();
      call.check();
    } else {
      auto result = body();
      call.check();
      return result;
    }
  } catch (const Error& error) {
    raise_in_r(error);
  } catch (const std::bad_alloc&) {
    raise_in_r(Error(ErrorKind::memory, "Memory for this operation could not be had."));
  } catch (const Rcpp::LongjumpException&) {
    throw;
  } catch (const Rcpp::internal::InterruptedException&) {
    throw;
  } catch (const std::exception& error) {
    raise_in_r(Error(ErrorKind::internal, error.what()));
  }
}

}  // namespace ch5mpy
