#include "journal/reader.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace ch5mpy {

int JournalReader::load() {
  if (int error = file_.size(size_)) return error;
  std::uint64_t at = 0;
  int error = 0;
  JournalRecord type = JournalRecord::header;
  Bytes body;
  while (!sealed_ && next(at, type, body, error)) {
    if (!take(type, body, at)) break;
  }
  return error;
}

// The next whole record; `at` moves past it.
bool JournalReader::next(std::uint64_t& at, JournalRecord& type, Bytes& body, int& error) {
  std::uint8_t bytes[kFrameSize];
  std::size_t got = 0;
  if (size_ - at < kFrameSize) return false;
  error = file_.read(bytes, kFrameSize, at, got);
  Frame frame;
  if (error != 0 || got != kFrameSize || !decode_frame(bytes, frame)) return false;
  if (frame.size > size_ - at - kFrameSize) return false;
  body.resize(static_cast<std::size_t>(frame.size));
  error = file_.read(body.data(), body.size(), at + kFrameSize, got);
  if (error != 0 || got != body.size()) return false;
  std::uint64_t salt = frame.type == JournalRecord::header ? 0 : header_.salt;
  if (record_crc(frame.type, salt, body.data(), body.size()) != frame.crc) return false;
  type = frame.type;
  at += kFrameSize + frame.size;
  return true;
}

// False where the record is not one that may stand here.
bool JournalReader::take(JournalRecord type, const Bytes& body, std::uint64_t end) {
  if (!has_header_) {
    has_header_ = type == JournalRecord::header && decode_header(body, header_);
    return has_header_;
  }
  if (type == JournalRecord::data) {
    Record record;
    if (!decode_data(body, record.head)) return false;
    record.payload = end - record.head.size;
    records_.push_back(std::move(record));
    return true;
  }
  sealed_ = type == JournalRecord::seal && decode_seal(body, seal_) &&
            seal_.records == records_.size() &&
            (seal_.old_head.empty() || seal_.old_head.size() == header_.head_size) && disjoint();
  return sealed_;
}

// As every writer leaves them.
bool JournalReader::disjoint() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
  places.reserve(records_.size());
  for (const Record& record : records_)
    places.emplace_back(record.head.target, record.head.target + record.head.size);
  std::sort(places.begin(), places.end());
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (places[i].first < places[i - 1].second) return false;
  }
  return true;
}

int JournalReader::read(std::size_t record, std::size_t at, std::uint8_t* bytes,
                        std::size_t size) {
  std::size_t got = 0;
  int error = file_.read(bytes, size, records_[record].payload + at, got);
  return error != 0 ? error : got == size ? 0 : EIO;
}

}  // namespace ch5mpy
