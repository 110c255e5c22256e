#include "journal/transaction.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <new>
#include <random>

#include <unistd.h>

#include "journal/apply.h"
#include "journal/crc32c.h"

namespace ch5mpy {

namespace {

std::uint64_t new_salt() {
  static std::mt19937_64 generator{std::random_device{}()};
  return generator() ^ static_cast<std::uint64_t>(::getpid()) << 32;
}

}  // namespace

Transaction::Transaction(FileSystem& files, std::shared_ptr<OsFile> main, std::string journal_path,
                         HeadMark head, bool sync)
    : files_(files),
      main_(std::move(main)),
      journal_path_(std::move(journal_path)),
      head_(head),
      sync_(sync) {
  if (main_->size(end_) != 0) end_ = 0;
  committed_end_ = end_;
}

void Transaction::set_committed_end(std::uint64_t end) {
  std::unique_lock lock(mutex_);
  if (state_ == TransactionState::clean && atomic_) committed_end_ = std::min(committed_end_, end);
}

void Transaction::set_atomic(bool atomic) {
  std::unique_lock lock(mutex_);
  if (state_ != TransactionState::clean || atomic == atomic_) return;
  atomic_ = atomic;
  committed_end_ = atomic ? end_ : 0;
}

int Transaction::read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) {
  std::shared_lock lock(mutex_);
  got = static_cast<std::size_t>(offset >= end_ ? 0 : std::min<std::uint64_t>(size, end_ - offset));
  if (index_.empty()) return read_main(static_cast<std::uint8_t*>(buffer), offset, offset + got);
  auto* bytes = static_cast<std::uint8_t*>(buffer);
  return index_.walk(
      offset, offset + got,
      [&](std::size_t record, std::size_t at, std::uint64_t begin, std::uint64_t end) {
        return writer_->read(record, at, bytes + (begin - offset),
                             static_cast<std::size_t>(end - begin));
      },
      [&](std::uint64_t begin, std::uint64_t end) {
        return read_main(bytes + (begin - offset), begin, end);
      });
}

int Transaction::read_main(std::uint8_t* buffer, std::uint64_t begin, std::uint64_t end) {
  return read_padded(*main_, buffer, static_cast<std::size_t>(end - begin), begin);
}

int Transaction::write(const void* buffer, std::size_t size, std::uint64_t offset) try {
  std::unique_lock lock(mutex_);
  if (!takes_changes()) return abandoned_ ? 0 : error_;
  const auto* bytes = static_cast<const std::uint8_t*>(buffer);
  std::uint64_t end = offset + size, below = std::max(offset, std::min(end, committed_end_));
  if (offset < below) {
    if (int error = write_below(bytes, offset, below)) return fail(error);
  }
  if (below < end) {
    state_ = TransactionState::changed;
    std::size_t beyond = static_cast<std::size_t>(end - below);
    if (int error = main_->write(bytes + (below - offset), beyond, below)) return fail(error);
  }
  if (end > end_) {
    state_ = TransactionState::changed;
    end_ = end;
  }
  return 0;
} catch (const std::bad_alloc&) {
  return fail(ENOMEM);
}

int Transaction::write_below(const std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end) {
  return index_.walk(
      begin, end,
      [&](std::size_t record, std::size_t at, std::uint64_t from, std::uint64_t to) {
        return writer_->overwrite(record, at, bytes + (from - begin),
                                  static_cast<std::size_t>(to - from));
      },
      [&](std::uint64_t from, std::uint64_t to) {
        while (from < to) {
          // Cut where pages begin, so that a page lies in as few records as can be.
          std::uint64_t next = std::min(to, (from / kLargestPayload + 1) * kLargestPayload);
          if (int error = journal(bytes + (from - begin), from, next)) return error;
          from = next;
        }
        return 0;
      });
}

// A record of [begin, end), if it is not what stands there.
int Transaction::journal(const std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end) {
  std::size_t size = static_cast<std::size_t>(end - begin);
  Bytes old(size);
  if (int error = read_main(old.data(), begin, end)) return error;
  if (std::memcmp(old.data(), bytes, size) == 0) return 0;
  state_ = TransactionState::changed;
  DataHead head;
  head.target = begin;
  head.size = static_cast<std::uint32_t>(size);
  head.old_pages = page_crcs(begin, old.data(), size);
  std::size_t record = 0;
  if (int error = writer().append(head, bytes, record)) return error;
  index_.add(begin, size, record);
  return 0;
}

JournalWriter& Transaction::writer() {
  if (writer_ != nullptr) return *writer_;
  JournalHeader header;
  header.salt = new_salt();
  header.committed_end = committed_end_;
  header.main = main_->identity();
  header.head_offset = std::min(head_.offset, committed_end_);
  header.head_size = static_cast<std::uint32_t>(
      head_.offset + head_.size <= committed_end_ ? head_.size : 0);
  std::uint8_t head[kLargestHead];
  if (read_main(head, header.head_offset, header.head_offset + header.head_size) == 0)
    header.head_crc = crc32c(head, header.head_size);
  header.process = static_cast<std::uint64_t>(::getpid());
  header.boot = files_.boot();
  header.host = host_name();
  writer_ = std::make_unique<JournalWriter>(files_, journal_path_, *main_, std::move(header));
  return *writer_;
}

int Transaction::truncate(std::uint64_t size) {
  std::unique_lock lock(mutex_);
  if (!takes_changes()) return abandoned_ ? 0 : error_;
  std::uint64_t there = 0, wanted = std::max(size, committed_end_);
  if (int error = main_->size(there)) return fail(error);
  if (size == end_ && there == wanted) return 0;
  state_ = TransactionState::changed;
  // Below the committed end it waits for the commit.
  if (there != wanted) {
    if (int error = main_->truncate(wanted)) return fail(error);
  }
  end_ = size;
  return 0;
}

int Transaction::size(std::uint64_t& bytes) {
  std::shared_lock lock(mutex_);
  bytes = end_;
  return 0;
}

int Transaction::fail(int error) {
  state_ = TransactionState::failed;
  return error_ = error;
}

int Transaction::commit() try {
  std::unique_lock lock(mutex_);
  if (state_ == TransactionState::clean) return 0;
  if (state_ != TransactionState::changed) return error_;
  JournalSeal sealed;
  if (int error = seal(sealed)) return fail(error);
  state_ = TransactionState::sealed;
  int error = writer_ == nullptr ? main_->truncate(end_)
                                 : apply_records(*main_, *writer_, sealed, head_.offset);
  if (error == 0 && sync_) error = main_->sync();
  if (error == 0) error = finish();
  if (error == 0) return 0;
  state_ = TransactionState::broken;
  return error_ = error;
} catch (const std::bad_alloc&) {
  state_ = state_ == TransactionState::sealed ? TransactionState::broken : TransactionState::failed;
  return error_ = ENOMEM;
}

// What stands in the way of the first change to committed bytes: invariants 2 and 3.
int Transaction::seal(JournalSeal& seal) {
  if (sync_) {
    if (int error = main_->sync()) return error;
  }
  if (writer_ == nullptr) return 0;
  seal.end = end_;
  if (int error = read_heads(seal)) return error;
  if (int error = writer_->seal(seal)) return error;
  if (!sync_) return 0;
  if (int error = writer_->sync()) return error;
  return files_.sync_folder(journal_path_);
}

int Transaction::read_heads(JournalSeal& seal) {
  std::uint64_t begin = head_.offset, end = begin + head_.size;
  if (head_.size == 0 || end > std::min(committed_end_, end_)) return 0;
  seal.old_head.resize(head_.size);
  if (int error = read_main(seal.old_head.data(), begin, end)) return error;
  seal.marked_head = seal.old_head;
  head_.mark(seal.marked_head.data(), head_.size);
  seal.new_head = seal.old_head;
  return index_.walk(
      begin, end,
      [&](std::size_t record, std::size_t at, std::uint64_t from, std::uint64_t to) {
        return writer_->read(record, at, seal.new_head.data() + (from - begin),
                             static_cast<std::size_t>(to - from));
      },
      [](std::uint64_t, std::uint64_t) { return 0; });
}

int Transaction::remove_journal() {
  if (writer_ != nullptr) {
    if (int error = writer_->remove()) return error;
  }
  writer_.reset();
  index_.clear();
  return 0;
}

int Transaction::finish() {
  if (int error = remove_journal()) return error;
  committed_end_ = atomic_ ? end_ : 0;
  state_ = TransactionState::clean;
  return 0;
}

int Transaction::rollback() {
  std::unique_lock lock(mutex_);
  if (state_ == TransactionState::clean) return 0;
  if (state_ == TransactionState::broken) return error_;
  // Also a seal that was written though its sync failed must go, for good.
  bool on_disk = writer_ != nullptr && writer_->on_disk();
  int error = remove_journal();
  if (error == 0 && sync_ && on_disk) error = files_.sync_folder(journal_path_);
  if (error != 0) {
    state_ = TransactionState::broken;
    return error_ = error;
  }
  error_ = 0;
  abandoned_ = false;
  state_ = TransactionState::clean;
  std::uint64_t there = 0;
  if (!atomic_) return main_->size(end_);
  end_ = committed_end_;
  // What was written beyond is nobody's; that it stays does no harm.
  if (main_->size(there) == 0 && there > committed_end_) main_->truncate(committed_end_);
  return 0;
}

void Transaction::abandon() {
  std::unique_lock lock(mutex_);
  abandoned_ = state_ == TransactionState::failed || state_ == TransactionState::broken;
}

}  // namespace ch5mpy
