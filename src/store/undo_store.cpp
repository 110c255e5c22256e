#include "store/undo_store.h"

#include <cstring>
#include <utility>

#include "core/cancel.h"
#include "core/checked.h"

namespace ch5mpy {

namespace {

// What is kept in memory before a file is made for the rest.
constexpr std::int64_t kInMemory = 1 << 20;

}  // namespace

UndoStore::UndoStore(std::unique_ptr<BoxStore> store, std::string scratch_folder)
    : store_(std::move(store)), folder_(std::move(scratch_folder)) {}

void UndoStore::read_box(const Dims& start, const Dims& count, void* memory) const {
  store_->read_box(start, count, memory);
}

void UndoStore::write_box(const Dims& start, const Dims& count, const void* memory) {
  if (keeping_) keep(start, count);
  store_->write_box(start, count, memory);
}

void UndoStore::reclaim(std::int64_t elements, void* memory) const {
  store_->reclaim(elements, memory);
}

void UndoStore::begin() {
  commit();
  keeping_ = true;
}

void UndoStore::commit() noexcept {
  keeping_ = false;
  kept_.clear();
  size_ = 0;
  file_.reset();
}

void UndoStore::rollback() {
  CancelPause whole;
  keeping_ = false;
  for (auto kept = kept_.rbegin(); kept != kept_.rend(); ++kept) {
    read_back(*kept);
    if (type().native == Native::text_variable) {
      write_strings(*kept);
    } else {
      store_->write_box(kept->start, kept->count, packed_.data());
    }
  }
  commit();
}

void UndoStore::keep(const Dims& start, const Dims& count) {
  std::int64_t elements = element_count(count);
  box_.reserve(checked_mul(elements, static_cast<std::int64_t>(type().size), "a chunk"));
  store_->read_box(start, count, box_.data());
  Kept kept{start, count, size_, elements * static_cast<std::int64_t>(type().size)};
  if (type().native == Native::text_variable) {
    kept.bytes = pack_strings(elements);
    store_->reclaim(elements, box_.data());
    append(kept, packed_.data());
  } else {
    append(kept, box_.data());
  }
  kept_.push_back(std::move(kept));
}

void UndoStore::append(const Kept& kept, const char* data) {
  size_ += kept.bytes;
  if (size_ <= kInMemory) {
    memory_.grow(size_, kept.offset);
    std::memcpy(memory_.data() + kept.offset, data, static_cast<std::size_t>(kept.bytes));
    return;
  }
  if (file_ == nullptr) file_ = std::make_unique<ScratchFile>(folder_);
  file_->write(kept.offset, data, kept.bytes);
}

void UndoStore::read_back(const Kept& kept) {
  packed_.reserve(kept.bytes);
  if (kept.offset + kept.bytes <= kInMemory) {
    std::memcpy(packed_.data(), memory_.data() + kept.offset, static_cast<std::size_t>(kept.bytes));
  } else {
    file_->read(kept.offset, packed_.data(), kept.bytes);
  }
}

std::int64_t UndoStore::pack_strings(std::int64_t elements) {
  char* const* strings = box_.as<char*>();
  std::int64_t bytes = elements * 8;
  for (std::int64_t i = 0; i < elements; ++i) {
    if (strings[i] != nullptr) bytes += static_cast<std::int64_t>(std::strlen(strings[i])) + 1;
  }
  packed_.reserve(bytes);
  auto* lengths = packed_.as<std::int64_t>();
  char* at = packed_.data() + elements * 8;
  for (std::int64_t i = 0; i < elements; ++i) {
    lengths[i] = -1;
    if (strings[i] == nullptr) continue;
    std::size_t length = std::strlen(strings[i]) + 1;
    lengths[i] = static_cast<std::int64_t>(length);
    std::memcpy(at, strings[i], length);
    at += length;
  }
  return bytes;
}

void UndoStore::write_strings(const Kept& kept) {
  std::int64_t elements = element_count(kept.count);
  const auto* lengths = packed_.as<std::int64_t>();
  char* at = packed_.data() + elements * 8;
  box_.reserve(elements * static_cast<std::int64_t>(sizeof(char*)));
  char** strings = box_.as<char*>();
  for (std::int64_t i = 0; i < elements; ++i) {
    strings[i] = lengths[i] < 0 ? nullptr : at;
    if (lengths[i] > 0) at += lengths[i];
  }
  store_->write_box(kept.start, kept.count, strings);
}

}  // namespace ch5mpy
