// What the machine allows: `limit <mode> <file> <offset> <bytes>` prints the seconds of
//   pread   one positioned read of the bytes into fresh memory with huge pages asked for, two threads
//   warm    the same into memory that was touched before
//   memcpy  a copy of as many bytes from memory to memory
// Best of three. `limit inflate <list>` reads lines "offset stored_bytes raw_bytes" of the chunks of
// the file named on the first line and decodes them with libdeflate on two threads.
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int kThreads = 2;
constexpr int kRepeats = 3;

double seconds(const std::function<void()>& work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

char* fresh_memory(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::exit(1);
  madvise(memory, bytes, MADV_HUGEPAGE);
  return static_cast<char*>(memory);
}

void on_threads(const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back(work, t);
  for (auto& thread : threads) thread.join();
}

void read_all(int file, char* to, size_t offset, size_t bytes) {
  on_threads([&](int t) {
    size_t first = bytes / kThreads * t, last = t == kThreads - 1 ? bytes : bytes / kThreads * (t + 1);
    while (first < last) {
      ssize_t got = pread(file, to + first, last - first, static_cast<off_t>(offset + first));
      if (got <= 0) std::exit(1);
      first += static_cast<size_t>(got);
    }
  });
}

double best_read(const char* path, size_t offset, size_t bytes, bool warm) {
  int file = open(path, O_RDONLY);
  double best = 1e9;
  char* memory = nullptr;
  for (int i = 0; i < kRepeats; ++i) {
    double taken = seconds([&] {
      if (memory == nullptr) memory = fresh_memory(bytes);
      read_all(file, memory, offset, bytes);
    });
    if (!(warm && i == 0) && taken < best) best = taken;
    if (!warm) {
      munmap(memory, bytes);
      memory = nullptr;
    }
  }
  close(file);
  return best;
}

double best_copy(size_t bytes) {
  char* from = fresh_memory(bytes);
  char* to = fresh_memory(bytes);
  std::memset(from, 1, bytes);
  double best = 1e9;
  for (int i = 0; i <= kRepeats; ++i) {
    double taken = seconds([&] { std::memcpy(to, from, bytes); });
    if (i > 0 && taken < best) best = taken;
  }
  return best;
}

struct Chunk {
  size_t offset, stored, raw;
};

double best_inflate(const char* list) {
  std::ifstream lines(list);
  std::string path;
  std::getline(lines, path);
  std::vector<Chunk> chunks;
  for (Chunk c; lines >> c.offset >> c.stored >> c.raw;) chunks.push_back(c);
  int file = open(path.c_str(), O_RDONLY);
  double best = 1e9;
  for (int i = 0; i < kRepeats; ++i) {
    double taken = seconds([&] {
      on_threads([&](int t) {
        libdeflate_decompressor* decoder = libdeflate_alloc_decompressor();
        std::vector<char> in, out;
        for (size_t k = static_cast<size_t>(t); k < chunks.size(); k += kThreads) {
          in.resize(chunks[k].stored);
          out.resize(chunks[k].raw);
          if (pread(file, in.data(), in.size(), static_cast<off_t>(chunks[k].offset)) !=
              static_cast<ssize_t>(in.size()))
            std::exit(1);
          if (libdeflate_zlib_decompress(decoder, in.data(), in.size(), out.data(), out.size(),
                                         nullptr) != LIBDEFLATE_SUCCESS)
            std::exit(1);
        }
        libdeflate_free_decompressor(decoder);
      });
    });
    if (taken < best) best = taken;
  }
  close(file);
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string mode = argv[1];
  double result = 0;
  if (mode == "inflate") {
    result = best_inflate(argv[2]);
  } else {
    size_t offset = std::strtoull(argv[3], nullptr, 10), bytes = std::strtoull(argv[4], nullptr, 10);
    result = mode == "memcpy" ? best_copy(bytes) : best_read(argv[2], offset, bytes, mode == "warm");
  }
  std::printf("%.6f\n", result);
  return 0;
}
