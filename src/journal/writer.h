// Writes the journal of one transaction.
//
// What is appended gathers in memory and goes to the file when there is much of it, or with the seal:
// a small transaction is one write. Bytes appended may be changed again in place, so that a journal
// holds each place of the main file once.
//
// Contract: no exceptions but std::bad_alloc; 0 or an errno value. One thread at a time, but for
// read(), which may run on several. The file is made when it is first needed, never over another.
// Destroying a writer leaves the file: remove() takes it away.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "journal/file_system.h"
#include "journal/record.h"
#include "journal/record_source.h"

namespace ch5mpy {

class JournalWriter final : public RecordSource {
 public:
  JournalWriter(FileSystem& files, std::string path, const OsFile& main, JournalHeader header);

  // Appends a data record; `record` is its number, from 0 up.
  int append(const DataHead& head, const std::uint8_t* payload, std::size_t& record);
  // Changes bytes of a record's payload.
  int overwrite(std::size_t record, std::size_t at, const std::uint8_t* bytes, std::size_t size);
  int read(std::size_t record, std::size_t at, std::uint8_t* bytes, std::size_t size) override;
  std::uint64_t target(std::size_t record) const override { return records_[record].target; }
  std::size_t size(std::size_t record) const override { return records_[record].size; }
  std::size_t records() const override { return records_.size(); }

  // Completes the records and adds the seal. `records` is set here.
  int seal(JournalSeal seal);
  int sync();
  int remove();
  bool on_disk() const { return file_ != nullptr; }

 private:
  struct Record {
    std::uint64_t begin;    // in the journal
    std::uint64_t target;   // in the main file
    std::uint32_t prefix;   // bytes before the payload
    std::uint32_t size;     // of the payload
    bool stale = false;     // its checksum: it was changed after it went to the file
  };

  int spill();
  int renew_checksum(Record& record);

  FileSystem& files_;
  std::string path_;
  const OsFile& main_;
  JournalHeader header_;
  std::unique_ptr<OsFile> file_;
  std::vector<Record> records_;
  Bytes pending_;               // the journal's end, not in the file yet
  std::uint64_t written_ = 0;   // where it begins
};

}  // namespace ch5mpy
