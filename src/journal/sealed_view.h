// A file as its sealed journal will leave it, for reading where the journal cannot be applied.
//
// Contract: as OsFile; reading only. Nobody may write either file meanwhile.
#pragma once

#include <memory>
#include <string>

#include "journal/extent_index.h"
#include "journal/file_system.h"
#include "journal/reader.h"

namespace ch5mpy {

class SealedView final : public OsFile {
 public:
  SealedView(std::shared_ptr<OsFile> main, std::unique_ptr<OsFile> journal_file,
             std::unique_ptr<JournalReader> journal);

  int read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) override;
  int write(const void* buffer, std::size_t size, std::uint64_t offset) override;
  int truncate(std::uint64_t size) override;
  int size(std::uint64_t& bytes) override;
  int sync() override { return 0; }
  FileIdentity identity() const override { return main_->identity(); }
  Ownership ownership() const override { return main_->ownership(); }
  bool writable() const override { return false; }
  std::uint64_t changes() const override { return 0; }

 private:
  void put_head(std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end) const;

  std::shared_ptr<OsFile> main_;
  std::unique_ptr<OsFile> journal_file_;
  std::unique_ptr<JournalReader> journal_;
  ExtentIndex index_;
};

// `main` itself where no sealed journal of it stands beside it. Null on failure, with an errno
// value, EBADMSG where the journal is one of another file.
std::shared_ptr<OsFile> view_through_journal(FileSystem& files, std::shared_ptr<OsFile> main,
                                             const std::string& journal_path, int& error);

}  // namespace ch5mpy
