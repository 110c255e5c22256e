#include "rglue/alloc.h"

#include <string>

#include "core/error.h"

#ifdef __linux__
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#endif

namespace ch5mpy {

namespace {

SEXPTYPE r_type(ElementType type) {
  switch (type) {
    case ElementType::logical:
      return LGLSXP;
    case ElementType::integer:
      return INTSXP;
    case ElementType::real:
      return REALSXP;
    case ElementType::complex:
      return CPLXSXP;
    case ElementType::text:
      return STRSXP;
    case ElementType::raw:
      return RAWSXP;
  }
  return RAWSXP;
}

// Bytes of memory and swap, or R's own bound where the system does not say.
double machine_bytes() {
#ifdef __linux__
  struct sysinfo info;
  if (sysinfo(&info) == 0) {
    return (static_cast<double>(info.totalram) + static_cast<double>(info.totalswap)) *
           static_cast<double>(info.mem_unit);
  }
#endif
  return 8.0 * static_cast<double>(R_XLEN_T_MAX);
}

// Fresh memory costs more than reading does; large pages make it several times cheaper.
void ask_for_large_pages(SEXP x, double bytes) {
#ifdef __linux__
  if (bytes < 4e6 || TYPEOF(x) == STRSXP) return;
  auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  auto first = reinterpret_cast<std::uintptr_t>(DATAPTR(x));
  std::uintptr_t begin = (first + page - 1) / page * page;
  std::uintptr_t end = (first + static_cast<std::uintptr_t>(bytes)) / page * page;
  // A refusal changes nothing but speed.
  (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
  (void)x;
  (void)bytes;
#endif
}

}  // namespace

SEXP allocate_vector(ElementType type, std::int64_t size) {
  std::size_t element = type == ElementType::text ? sizeof(SEXP) : element_size(type);
  double bytes = static_cast<double>(size) * static_cast<double>(element);
  static const double most = machine_bytes();  // asked once: small values are read by the thousand
  if (size > R_XLEN_T_MAX || bytes > most) {
    throw Error(ErrorKind::memory, "An array of " + std::to_string(size) + " elements takes " +
                                       std::to_string(static_cast<long long>(bytes / 1048576.0)) +
                                       " MB, more than this machine has; read a part of it.");
  }
  SEXP x = Rcpp::unwindProtect(
      [&] { return Rf_allocVector(r_type(type), static_cast<R_xlen_t>(size)); });
  ask_for_large_pages(x, bytes);
  return x;
}

}  // namespace ch5mpy
