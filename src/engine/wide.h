// Loops over doubles that the processor does several of at a time: compiled for its baseline, and
// once more for wider registers where they can be asked for.
//
// Contract: a function marked CH5MPY_INLINE is written for any number of lanes and compiled into
// its callers; one marked CH5MPY_WIDE may be called only where has_wide(). Lanes go by reference:
// how they are passed by value depends on the target.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define CH5MPY_HAS_WIDE 1
#define CH5MPY_WIDE __attribute__((target("avx2")))
#else
#define CH5MPY_HAS_WIDE 0
#define CH5MPY_WIDE
#endif
#define CH5MPY_INLINE inline __attribute__((always_inline))

namespace ch5mpy::engine {

constexpr int kNarrowLanes = 2;
constexpr int kWideLanes = CH5MPY_HAS_WIDE ? 4 : kNarrowLanes;

inline bool has_wide() {
#if CH5MPY_HAS_WIDE
  static const bool wide = __builtin_cpu_supports("avx2") != 0;
  return wide;
#else
  return false;
#endif
}

template <int N>
struct Vectors {
  typedef double Real __attribute__((vector_size(N * sizeof(double))));
  typedef std::uint64_t Whole __attribute__((vector_size(N * sizeof(double))));

  template <typename T, typename Lanes>
  static CH5MPY_INLINE void load(const T* from, Lanes& to) {
    std::memcpy(&to, from, sizeof to);
  }
  template <typename T, typename Lanes>
  static CH5MPY_INLINE void store(const Lanes& from, T* to) {
    std::memcpy(to, &from, sizeof from);
  }
};

// Whether some bit is set.
template <int N>
CH5MPY_INLINE bool any_lane(const typename Vectors<N>::Whole& lanes) {
  std::uint64_t any = 0;
  for (int lane = 0; lane < N; ++lane) any |= lanes[lane];
  return any != 0;
}

}  // namespace ch5mpy::engine
