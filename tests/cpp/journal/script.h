// A file of known states, and a script of transactions that leads from one to the next.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include "faulty_files.h"
#include "journal/recovery.h"
#include "journal/transaction.h"

namespace rig {

constexpr std::size_t kHeadSize = 16;  // where the file ends (as HDF5's superblock says), and a mark

inline std::uint64_t end_of(const Bytes& file) {
  std::uint64_t end = 0;
  if (file.size() >= sizeof end) std::memcpy(&end, file.data(), sizeof end);
  return end;
}

inline bool is_marked(const Bytes& file) { return file.size() > 15 && file[15] == 0xFF; }
inline void set_mark(std::uint8_t* head, std::size_t size) { head[size - 1] = 0xFF; }

inline void set_end(Bytes& file) {
  std::uint64_t end = file.size();
  std::memcpy(file.data(), &end, sizeof end);
}

// What a reader of the file sees: what lies beyond the end that it tells is nobody's.
inline Bytes state_of(const Bytes& file) {
  std::uint64_t end = std::min<std::uint64_t>(end_of(file), file.size());
  return Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(end));
}

struct Write {
  std::uint64_t at;
  Bytes bytes;
};

struct Script {
  std::vector<Bytes> states;               // before the first transaction, and after each
  std::vector<std::vector<Write>> writes;  // of each; then the file ends where its next state does

  // Files of `size` bytes to begin with.
  Script(std::size_t size, std::size_t transactions, std::uint32_t seed) : random_(seed) {
    Bytes file = fresh(size);
    file[15] = 0;
    set_end(file);
    states.push_back(file);
    for (std::size_t i = 0; i < transactions; ++i) add(i);
  }

  // A transaction more, which grows the file to `size`, and one that writes all of it anew.
  void widen(std::size_t size) {
    for (std::size_t begin : {states.back().size(), kHeadSize}) {
      Bytes file = states.back();
      writes.emplace_back();
      put(file, begin, size - begin);
      put(file, kHeadSize + 300, 5000);
      set_end(file);
      writes.back().push_back({0, Bytes(file.begin(), file.begin() + 8)});
      states.push_back(file);
    }
  }

  void run(ch5mpy::Transaction& transaction, std::size_t which) const {
    for (const Write& write : writes[which])
      if (transaction.write(write.bytes.data(), write.bytes.size(), write.at) != 0) return;
    transaction.truncate(states[which + 1].size());
  }

 private:
  Bytes fresh(std::size_t size) {
    Bytes bytes(size);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_() | 1);
    return bytes;
  }

  void put(Bytes& file, std::uint64_t at, std::size_t size) {
    Write write{at, fresh(size)};
    if (file.size() < at + size) file.resize(at + size);
    std::copy(write.bytes.begin(), write.bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(at));
    writes.back().push_back(std::move(write));
  }

  void add(std::size_t which) {
    Bytes file = states.back();
    std::size_t before = file.size();
    writes.emplace_back();
    for (int i = 0; i < 4; ++i) put(file, kHeadSize + random_() % (before - 6000), 1 + random_() % 5000);
    put(file, file.size() - 100, 300);                       // across the committed end
    put(file, file.size(), 2000 + random_() % 5000);         // beyond it
    put(file, before + 50, 100);                             // what was just written
    const Write first = writes.back().front();               // and in the journal: part of a record
    put(file, first.at + first.bytes.size() / 2, first.bytes.size());
    if (which % 3 == 2) file.resize(before - 3000);
    set_end(file);
    writes.back().push_back({0, Bytes(file.begin(), file.begin() + 8)});
    states.push_back(file);
  }

  std::mt19937 random_;
};

}  // namespace rig
