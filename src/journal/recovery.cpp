#include "journal/recovery.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "journal/apply.h"
#include "journal/crc32c.h"

namespace ch5mpy {

namespace {

// The main file's bytes at a record's place, read as they were or will be where the head lies among
// them, since that may be marked.
class Place {
 public:
  Place(const JournalReader& journal, std::size_t record)
      : seal_(journal.seal()), head_begin_(journal.header().head_offset), head_(journal.head(record)) {}

  int load(OsFile& main, JournalReader& journal, std::size_t record) {
    now_.assign(head_.size, 0);
    brought_.resize(head_.size);
    if (int error = read_padded(main, now_.data(), now_.size(), head_.target)) return error;
    return journal.read(record, 0, brought_.data(), brought_.size());
  }

  bool fits() {
    Bytes before = with_head(seal_.old_head), after = with_head(seal_.new_head);
    put_head(seal_.new_head, brought_);
    std::uint64_t end = std::min(head_.target + head_.size, seal_.end);
    std::uint64_t whole_end = head_.target + head_.size;
    std::size_t page = 0;
    for (std::uint64_t at = head_.target; at < end; ++page) {
      std::uint64_t next = page_end(at, whole_end);
      std::size_t from = static_cast<std::size_t>(at - head_.target);
      std::size_t kept = static_cast<std::size_t>(std::min(next, end) - at);
      bool old = crc32c(before.data() + from, static_cast<std::size_t>(next - at)) ==
                 head_.old_pages[page];
      if (!old && std::memcmp(after.data() + from, brought_.data() + from, kept) != 0) return false;
      at = next;
    }
    return true;
  }

 private:
  Bytes with_head(const Bytes& head) const {
    Bytes bytes = now_;
    put_head(head, bytes);
    return bytes;
  }

  void put_head(const Bytes& head, Bytes& bytes) const {
    std::uint64_t begin = std::max(head_begin_, head_.target);
    std::uint64_t end = std::min(head_begin_ + head.size(), head_.target + bytes.size());
    if (begin < end) {
      std::copy(head.begin() + static_cast<std::ptrdiff_t>(begin - head_begin_),
                head.begin() + static_cast<std::ptrdiff_t>(end - head_begin_),
                bytes.begin() + static_cast<std::ptrdiff_t>(begin - head_.target));
    }
  }

  const JournalSeal& seal_;
  std::uint64_t head_begin_;
  const DataHead& head_;
  Bytes now_, brought_;
};

int head_fits(OsFile& main, const JournalReader& journal, bool& fits) {
  const JournalSeal& seal = journal.seal();
  Bytes head(seal.old_head.size());
  std::size_t got = 0;
  if (int error = main.read(head.data(), head.size(), journal.header().head_offset, got))
    return error;
  fits = got == head.size() &&
         (head == seal.old_head || head == seal.marked_head || head == seal.new_head);
  return 0;
}

int pages_fit(OsFile& main, JournalReader& journal, bool& fits) {
  for (std::size_t i = 0; fits && i < journal.records(); ++i) {
    Place place(journal, i);
    if (int error = place.load(main, journal, i)) return error;
    fits = place.fits();
  }
  return 0;
}

int replay(OsFile& main, JournalReader& journal, bool sync) {
  int error = apply_records(main, journal, journal.seal(), journal.header().head_offset);
  return error == 0 && sync ? main.sync() : error;
}

}  // namespace

bool may_be_journal(OsFile& file) {
  std::uint8_t bytes[kFrameSize + 8];
  std::size_t got = 0;
  Frame frame;
  if (file.read(bytes, sizeof bytes, 0, got) != 0) return false;
  return got == 0 || (got == sizeof bytes && decode_frame(bytes, frame) &&
                      frame.type == JournalRecord::header &&
                      std::memcmp(bytes + kFrameSize, kJournalMagic, 8) == 0);
}

int journal_fits(OsFile& main, JournalReader& journal, const std::string& boot, bool& fits) {
  fits = false;
  std::uint64_t size = 0;
  if (int error = main.size(size)) return error;
  const JournalHeader& header = journal.header();
  if (size < std::min(header.committed_end, journal.seal().end)) return 0;
  if (journal.seal().end > header.committed_end && size < journal.seal().end) return 0;
  if (int error = head_fits(main, journal, fits)) return error;
  if (int error = pages_fit(main, journal, fits)) return error;
  bool power_cut = !boot.empty() && !header.boot.empty() && boot != header.boot;
  if (!fits) fits = power_cut && header.main.inode == main.identity().inode;
  return 0;
}

int recover(FileSystem& files, OsFile& main, const std::string& journal_path, bool sync,
            Recovered& result) {
  result = Recovered::nothing;
  int error = 0;
  std::unique_ptr<OsFile> file = files.open_beside(journal_path, main, true, error);
  if (file == nullptr) return error == ENOENT ? 0 : error;
  JournalReader journal(*file);
  if ((error = journal.load()) != 0) return error;
  if (!journal.has_header() && !may_be_journal(*file)) {
    result = Recovered::set_aside;
    return files.rename(journal_path, journal_path + ".unknown");
  }
  if (journal.sealed()) {
    bool fits = false;
    if ((error = journal_fits(main, journal, files.boot(), fits)) != 0) return error;
    if (!fits) {
      result = Recovered::refused;
      return 0;
    }
    if ((error = replay(main, journal, sync)) != 0) return error;
  }
  result = journal.sealed() ? Recovered::replayed : Recovered::discarded;
  return files.remove(journal_path);
}

}  // namespace ch5mpy
