// Arithmetic on sizes that a file or a caller claims.
//
// Contract: arguments are not negative. Each function throws Error (memory) instead of overflowing;
// `what` names the thing whose size it is, for the message.
#pragma once

#include <cstdint>

namespace ch5mpy {

std::int64_t checked_add(std::int64_t a, std::int64_t b, const char* what);
std::int64_t checked_mul(std::int64_t a, std::int64_t b, const char* what);

}  // namespace ch5mpy
