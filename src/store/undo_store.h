// Storage by boxes that can take back what was written to it.
//
// Contract: as BoxStore. From `begin` to `commit` the old content of each box is kept before it is
// overwritten: in memory while that is little, then in a scratch file. `rollback` writes it back as
// it was stored, newest first.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "store/box_store.h"
#include "store/scratch_file.h"

namespace ch5mpy {

class UndoStore : public BoxStore {
 public:
  UndoStore(std::unique_ptr<BoxStore> store, std::string scratch_folder);

  const StoredType& type() const override { return store_->type(); }
  const ChunkGrid& grid() const override { return store_->grid(); }
  void read_box(const Dims& start, const Dims& count, void* memory) const override;
  void write_box(const Dims& start, const Dims& count, const void* memory) override;
  void reclaim(std::int64_t elements, void* memory) const override;
  void mark_integer_na() override { store_->mark_integer_na(); }
  void note_text(std::int64_t characters) override { store_->note_text(characters); }

  void begin();
  void commit() noexcept;
  void rollback();

 private:
  struct Kept {
    Dims start;
    Dims count;
    std::int64_t offset;
    std::int64_t bytes;
  };

  void keep(const Dims& start, const Dims& count);
  void append(const Kept& kept, const char* data);
  void read_back(const Kept& kept);
  // Variable strings are kept as their lengths, then their bytes.
  std::int64_t pack_strings(std::int64_t elements);
  void write_strings(const Kept& kept);

  std::unique_ptr<BoxStore> store_;
  std::string folder_;
  bool keeping_ = false;
  std::vector<Kept> kept_;
  std::int64_t size_ = 0;
  Buffer memory_;  // the first bytes kept
  std::unique_ptr<ScratchFile> file_;
  Buffer box_;
  Buffer packed_;
};

}  // namespace ch5mpy
