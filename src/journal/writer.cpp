#include "journal/writer.h"

#include <cerrno>
#include <cstring>

namespace ch5mpy {

namespace {

constexpr std::size_t kLargestPending = std::size_t{1} << 20;

void put_crc(std::uint32_t crc, std::uint8_t* at) {
  for (int i = 0; i < 4; ++i) at[i] = static_cast<std::uint8_t>(crc >> (8 * i));
}

}  // namespace

JournalWriter::JournalWriter(FileSystem& files, std::string path, const OsFile& main,
                             JournalHeader header)
    : files_(files), path_(std::move(path)), main_(main), header_(std::move(header)) {
  encode_header(header_, pending_);
}

int JournalWriter::append(const DataHead& head, const std::uint8_t* payload, std::size_t& record) {
  if (pending_.size() > kLargestPending) {
    if (int error = spill()) return error;
  }
  Record added;
  added.begin = written_ + pending_.size();
  added.target = head.target;
  added.prefix = static_cast<std::uint32_t>(data_prefix(head.old_pages.size()));
  added.size = head.size;
  encode_data(head, payload, header_.salt, pending_);
  record = records_.size();
  records_.push_back(added);
  return 0;
}

int JournalWriter::overwrite(std::size_t record, std::size_t at, const std::uint8_t* bytes,
                             std::size_t size) {
  Record& changed = records_[record];
  std::uint64_t place = changed.begin + changed.prefix + at;
  changed.stale = true;
  if (place < written_) return file_->write(bytes, size, place);
  std::memcpy(pending_.data() + (place - written_), bytes, size);
  return 0;
}

int JournalWriter::read(std::size_t record, std::size_t at, std::uint8_t* bytes,
                        std::size_t size) {
  const Record& from = records_[record];
  std::uint64_t place = from.begin + from.prefix + at;
  if (place >= written_) {
    std::memcpy(bytes, pending_.data() + (place - written_), size);
    return 0;
  }
  std::size_t got = 0;
  int error = file_->read(bytes, size, place, got);
  return error != 0 ? error : got == size ? 0 : EIO;
}

int JournalWriter::seal(JournalSeal seal) {
  for (Record& record : records_) {
    if (!record.stale) continue;
    if (int error = renew_checksum(record)) return error;
  }
  seal.records = records_.size();
  encode_seal(seal, header_.salt, pending_);
  return spill();
}

int JournalWriter::sync() { return file_ == nullptr ? 0 : file_->sync(); }

int JournalWriter::remove() {
  if (file_ == nullptr) return 0;
  int error = files_.remove(path_);
  if (error != 0 && error != ENOENT) return error;
  file_.reset();
  return 0;
}

int JournalWriter::spill() {
  if (file_ == nullptr) {
    int error = 0;
    file_ = files_.create_beside(path_, main_, error);
    if (file_ == nullptr) return error;
  }
  if (int error = file_->write(pending_.data(), pending_.size(), written_)) return error;
  written_ += pending_.size();
  pending_.clear();
  return 0;
}

int JournalWriter::renew_checksum(Record& record) {
  Bytes bytes(record.prefix + record.size);
  bool in_memory = record.begin >= written_;
  if (in_memory) {
    std::memcpy(bytes.data(), pending_.data() + (record.begin - written_), bytes.size());
  } else {
    std::size_t got = 0;
    if (int error = file_->read(bytes.data(), bytes.size(), record.begin, got)) return error;
    if (got != bytes.size()) return EIO;
  }
  std::uint8_t crc[4];
  put_crc(record_crc(JournalRecord::data, header_.salt, bytes.data() + kFrameSize,
                     bytes.size() - kFrameSize),
          crc);
  record.stale = false;
  if (!in_memory) return file_->write(crc, sizeof crc, record.begin);
  std::memcpy(pending_.data() + (record.begin - written_), crc, sizeof crc);
  return 0;
}

}  // namespace ch5mpy
