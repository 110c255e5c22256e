// Reads a journal that a writer left: its header, its data records up to the first one that is torn,
// and its seal, if it has one that fits them.
//
// Contract: no exceptions but std::bad_alloc; 0 or an errno value, which tells of the system, not of
// the journal: whatever bytes it holds, load() reads them all within their own size. `file` must
// outlive the reader.
#pragma once

#include <cstdint>
#include <vector>

#include "journal/os_file.h"
#include "journal/record.h"
#include "journal/record_source.h"

namespace ch5mpy {

class JournalReader final : public RecordSource {
 public:
  explicit JournalReader(OsFile& file) : file_(file) {}

  int load();
  bool has_header() const { return has_header_; }
  bool sealed() const { return sealed_; }
  const JournalHeader& header() const { return header_; }
  const JournalSeal& seal() const { return seal_; }  // when sealed
  const DataHead& head(std::size_t record) const { return records_[record].head; }

  std::size_t records() const override { return records_.size(); }
  std::uint64_t target(std::size_t record) const override { return records_[record].head.target; }
  std::size_t size(std::size_t record) const override { return records_[record].head.size; }
  int read(std::size_t record, std::size_t at, std::uint8_t* bytes, std::size_t size) override;

 private:
  struct Record {
    DataHead head;
    std::uint64_t payload;  // where it begins in the journal
  };

  bool next(std::uint64_t& at, JournalRecord& type, Bytes& body, int& error);
  bool take(JournalRecord type, const Bytes& body, std::uint64_t end);
  bool disjoint() const;

  OsFile& file_;
  JournalHeader header_;
  JournalSeal seal_;
  std::vector<Record> records_;
  std::uint64_t size_ = 0;
  bool has_header_ = false;
  bool sealed_ = false;
};

}  // namespace ch5mpy
