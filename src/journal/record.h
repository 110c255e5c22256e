// The records of a journal and their bytes; dev/journal-format.md has the picture.
//
// Contract: pure; any thread. Numbers are little-endian. Decoding never reads past what it is given
// and distrusts every length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "journal/os_file.h"

namespace ch5mpy {

using Bytes = std::vector<std::uint8_t>;

// A kill can tear a write of the system only between pages of a file.
constexpr std::uint64_t kJournalPage = 4096;
constexpr std::size_t kLargestPayload = std::size_t{1} << 18;
constexpr std::size_t kLargestHead = 64;
constexpr std::size_t kFrameSize = 16;
constexpr char kJournalMagic[9] = "ch5jrnl\n";  // of 8 bytes: a header's body begins with it

enum class JournalRecord : std::uint32_t { header = 1, data = 2, seal = 3 };

// First record: what the journal belongs to.
struct JournalHeader {
  std::uint64_t salt = 0;           // part of the checksum of all records that follow
  std::uint64_t committed_end = 0;  // of the main file, by its last commit
  FileIdentity main;
  std::uint64_t head_offset = 0;
  std::uint32_t head_size = 0;
  std::uint32_t head_crc = 0;  // of the head as the last commit left it
  std::uint64_t process = 0;
  std::string boot;  // this run of the machine
  std::string host;
};

// New bytes for a place in the main file, and what stood there: a checksum for each of its pages.
struct DataHead {
  std::uint64_t target = 0;
  std::uint32_t size = 0;
  std::vector<std::uint32_t> old_pages;
};

// Last record: all that stands before it is committed.
struct JournalSeal {
  std::uint64_t records = 0;  // of data
  std::uint64_t end = 0;      // of the main file, by this commit
  Bytes old_head, marked_head, new_head;  // of one size
};

// Appends the whole record, framed.
void encode_header(const JournalHeader& header, Bytes& out);
void encode_data(const DataHead& head, const void* payload, std::uint64_t salt, Bytes& out);
void encode_seal(const JournalSeal& seal, std::uint64_t salt, Bytes& out);

// Bytes of a data record before its payload.
std::size_t data_prefix(std::size_t pages);

struct Frame {
  std::uint32_t crc = 0;
  JournalRecord type = JournalRecord::header;
  std::uint64_t size = 0;  // of the body
};

// False where no record can begin.
bool decode_frame(const std::uint8_t* bytes, Frame& frame);
// The checksum that a frame must carry: over the salt, type and size, and body.
std::uint32_t record_crc(JournalRecord type, std::uint64_t salt, const std::uint8_t* body,
                         std::uint64_t size);
// Bodies; false where they are not what they should be.
bool decode_header(const Bytes& body, JournalHeader& header);
bool decode_data(const Bytes& body, DataHead& head);
bool decode_seal(const Bytes& body, JournalSeal& seal);

// The pages that `size` bytes at `target` touch.
std::size_t pages_touched(std::uint64_t target, std::uint64_t size);
// The end of the piece of [at, end) that lies in one page.
inline std::uint64_t page_end(std::uint64_t at, std::uint64_t end) {
  std::uint64_t next = (at / kJournalPage + 1) * kJournalPage;
  return next < end ? next : end;
}
// A checksum for each piece.
std::vector<std::uint32_t> page_crcs(std::uint64_t target, const std::uint8_t* bytes,
                                     std::uint64_t size);

}  // namespace ch5mpy
