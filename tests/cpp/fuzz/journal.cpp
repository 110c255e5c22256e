// Journals that somebody else wrote, or that were damaged: read, held against the file beside them,
// and recovered from.
#include "fuzz/target.h"
#include "journal/faulty_files.h"
#include "journal/script.h"
#include "journal/sealed_view.h"

namespace {

using fuzz::Bytes;
using rig::FaultyFiles;

const ch5mpy::HeadMark kHead{0, rig::kHeadSize, rig::set_mark};
constexpr std::uint64_t kMost = 1 << 20;  // no larger file is made here

const rig::Script& script() {
  static const rig::Script kept(3 * ch5mpy::kJournalPage, 3, 1);
  return kept;
}

std::uint64_t salt_of(const Bytes& journal) {
  ch5mpy::JournalHeader header;
  ch5mpy::Frame frame;
  if (journal.size() < ch5mpy::kFrameSize || !ch5mpy::decode_frame(journal.data(), frame)) return 0;
  if (frame.size > journal.size() - ch5mpy::kFrameSize) return 0;
  auto begin = journal.begin() + static_cast<std::ptrdiff_t>(ch5mpy::kFrameSize);
  return ch5mpy::decode_header(Bytes(begin, begin + static_cast<std::ptrdiff_t>(frame.size)), header)
             ? header.salt
             : 0;
}

// The checksums made to fit, or damage would never get past them.
Bytes with_checksums(Bytes journal) {
  std::uint64_t salt = salt_of(journal);
  ch5mpy::Frame frame;
  for (std::size_t at = 0; at + ch5mpy::kFrameSize <= journal.size();) {
    if (!ch5mpy::decode_frame(journal.data() + at, frame)) break;
    std::size_t body = at + ch5mpy::kFrameSize;
    if (frame.size > journal.size() - body) break;
    std::uint32_t crc = ch5mpy::record_crc(frame.type, at == 0 ? 0 : salt, journal.data() + body, frame.size);
    std::memcpy(journal.data() + at, &crc, sizeof crc);
    at = body + static_cast<std::size_t>(frame.size);
  }
  return journal;
}

// Whether what it commits stays small enough to be done in memory.
bool is_small(const ch5mpy::JournalReader& journal) {
  if (journal.sealed() && journal.seal().end > kMost) return false;
  if (journal.has_header() && journal.header().committed_end > kMost) return false;
  for (std::size_t i = 0; i < journal.records(); ++i) {
    if (journal.target(i) > kMost) return false;
  }
  return true;
}

void recover_from(const Bytes& before, const Bytes& bytes, bool power) {
  FaultyFiles files;
  std::shared_ptr<ch5mpy::OsFile> main = files.make("f", before);
  std::shared_ptr<ch5mpy::OsFile> file = files.make("f.journal", bytes);
  ch5mpy::JournalReader journal(*file);
  fuzz::require(journal.load() == 0, "a journal is read whatever it holds");
  std::uint8_t page[64];
  for (std::size_t i = 0; i < journal.records(); ++i) {
    std::size_t size = std::min(journal.size(i), sizeof page);
    fuzz::require(journal.read(i, 0, page, size) == 0, "what a record says it has is there");
  }
  if (!is_small(journal)) return;
  int error = 0;
  auto view = ch5mpy::view_through_journal(files, main, "f.journal", error);
  std::size_t got = 0;
  if (view != nullptr) view->read(page, sizeof page, 0, got);
  fuzz::require(files.content("f") == before, "reading changes nothing");
  ch5mpy::Recovered result;
  fuzz::require(ch5mpy::recover(files, *main, "f.journal", power, result) == 0, "it is dealt with");
  bool changed = files.content("f") != before;
  fuzz::require(!changed || result == ch5mpy::Recovered::replayed || result == ch5mpy::Recovered::discarded,
                "only what was replayed or cut off changes the file");
}

// An input: a choice of checksums and of syncing, the size of the journal, the journal, the file.
void run(const Bytes& input) {
  fuzz::Reader reader(input);
  std::uint64_t choice = reader.number(1), size = reader.number(4);
  Bytes rest = reader.rest();
  auto end = rest.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(size, rest.size()));
  Bytes journal(rest.begin(), end);
  recover_from(Bytes(end, rest.end()), choice % 2 == 0 ? journal : with_checksums(journal),
               choice % 4 < 2);
}

// What a writer leaves that dies at each of its steps.
std::vector<Bytes> journals() {
  std::vector<Bytes> all;
  for (long step = 1; step < 200; ++step) {
    FaultyFiles files;
    files.make("f", script().states[0]);
    files.plan(FaultyFiles::Fault::kill, step);
    try {
      ch5mpy::Transaction transaction(files, files.open("f"), "f.journal", kHead, false);
      script().run(transaction, 0);
      transaction.commit();
    } catch (const rig::Killed&) {
    }
    if (!files.happened()) break;
    if (!files.exists("f.journal")) continue;
    const Bytes &journal = files.content("f.journal"), &file = files.content("f");
    for (std::uint64_t choice : {0, 1, 3}) {
      Bytes bytes;
      fuzz::put(bytes, choice, 1);
      fuzz::put(bytes, journal.size(), 4);
      bytes.insert(bytes.end(), journal.begin(), journal.end());
      bytes.insert(bytes.end(), file.begin(), file.end());
      all.push_back(std::move(bytes));
    }
  }
  return all;
}

const fuzz::Register kJournals({"journal", journals(), run});

}  // namespace
