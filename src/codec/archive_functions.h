// The functions of zstd and lz4 that hdf5lib's archive holds beside HDF5 and ships no headers for.
//
// Contract: declared as the two libraries document them and keep them. They are weak: where an
// archive lacks one its address is null, and HDF5's own pipeline does the work instead. Weak
// references are a matter of ELF; elsewhere there are none.
#pragma once

#include <cstddef>

#if defined(__ELF__) && defined(__GNUC__)
#define CH5MPY_HAS_ARCHIVE_FUNCTIONS 1

extern "C" {
struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

#define CH5MPY_WEAK __attribute__((weak))
CH5MPY_WEAK ZSTD_CCtx_s* ZSTD_createCCtx(void);
CH5MPY_WEAK std::size_t ZSTD_freeCCtx(ZSTD_CCtx_s* context);
CH5MPY_WEAK ZSTD_DCtx_s* ZSTD_createDCtx(void);
CH5MPY_WEAK std::size_t ZSTD_freeDCtx(ZSTD_DCtx_s* context);
CH5MPY_WEAK std::size_t ZSTD_compressCCtx(ZSTD_CCtx_s* context, void* to, std::size_t room,
                                          const void* from, std::size_t size, int level);
CH5MPY_WEAK std::size_t ZSTD_decompressDCtx(ZSTD_DCtx_s* context, void* to, std::size_t room,
                                            const void* from, std::size_t size);
CH5MPY_WEAK unsigned ZSTD_isError(std::size_t result);

CH5MPY_WEAK int LZ4_compress_default(const char* from, char* to, int size, int room);
CH5MPY_WEAK int LZ4_decompress_safe(const char* from, char* to, int size, int room);
#undef CH5MPY_WEAK
}
#else
#define CH5MPY_HAS_ARCHIVE_FUNCTIONS 0
#endif
