// %% and %/% of doubles as R defines them: the result of %% has the sign of the divisor.
#pragma once

namespace ch5mpy::engine {

// Sets `*lost` when no digit of the result is meaningful (R warns).
double modulus(double x, double y, bool* lost);
double floor_divide(double x, double y);

}  // namespace ch5mpy::engine
