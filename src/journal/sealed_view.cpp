#include "journal/sealed_view.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "journal/recovery.h"

namespace ch5mpy {

SealedView::SealedView(std::shared_ptr<OsFile> main, std::unique_ptr<OsFile> journal_file,
                       std::unique_ptr<JournalReader> journal)
    : main_(std::move(main)), journal_file_(std::move(journal_file)), journal_(std::move(journal)) {
  for (std::size_t i = 0; i < journal_->records(); ++i)
    index_.add(journal_->target(i), journal_->size(i), i);
}

int SealedView::read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) {
  std::uint64_t whole = journal_->seal().end;
  got = static_cast<std::size_t>(offset >= whole ? 0 : std::min<std::uint64_t>(size, whole - offset));
  auto* bytes = static_cast<std::uint8_t*>(buffer);
  int error = index_.walk(
      offset, offset + got,
      [&](std::size_t record, std::size_t at, std::uint64_t begin, std::uint64_t end) {
        return journal_->read(record, at, bytes + (begin - offset),
                              static_cast<std::size_t>(end - begin));
      },
      [&](std::uint64_t begin, std::uint64_t end) {
        return read_padded(*main_, bytes + (begin - offset), static_cast<std::size_t>(end - begin),
                           begin);
      });
  if (error == 0) put_head(bytes, offset, offset + got);
  return error;
}

void SealedView::put_head(std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end) const {
  const Bytes& head = journal_->seal().new_head;
  std::uint64_t head_begin = journal_->header().head_offset;
  std::uint64_t from = std::max(begin, head_begin), to = std::min(end, head_begin + head.size());
  if (from < to) std::memcpy(bytes + (from - begin), head.data() + (from - head_begin), to - from);
}

int SealedView::write(const void*, std::size_t, std::uint64_t) { return EBADF; }

int SealedView::truncate(std::uint64_t) { return EBADF; }

int SealedView::size(std::uint64_t& bytes) {
  bytes = journal_->seal().end;
  return 0;
}

std::shared_ptr<OsFile> view_through_journal(FileSystem& files, std::shared_ptr<OsFile> main,
                                             const std::string& journal_path, int& error) {
  error = 0;
  std::unique_ptr<OsFile> file = files.open_beside(journal_path, *main, false, error);
  if (file == nullptr) {
    if (error != ENOENT) return nullptr;
    error = 0;
    return main;
  }
  auto journal = std::make_unique<JournalReader>(*file);
  if ((error = journal->load()) != 0) return nullptr;
  if (!journal->sealed()) return main;
  bool fits = false;
  error = journal_fits(*main, *journal, files.boot(), fits);
  if (error == 0 && !fits) error = EBADMSG;
  if (error != 0) return nullptr;
  return std::make_shared<SealedView>(std::move(main), std::move(file), std::move(journal));
}

}  // namespace ch5mpy
