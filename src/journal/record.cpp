#include "journal/record.h"

#include <cstring>

#include "journal/crc32c.h"

namespace ch5mpy {

namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kBootSize = 40;
constexpr std::size_t kHostSize = 64;
constexpr std::size_t kHeaderSize = 8 + 4 + 4 + 5 * 8 + 2 * 4 + 8 + kBootSize + kHostSize;
constexpr std::size_t kDataHeadSize = 16;
constexpr std::size_t kSealSize = 20;

template <class T>
void put(Bytes& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class T>
T get(const std::uint8_t* at) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value |= static_cast<T>(at[i]) << (8 * i);
  return value;
}

// Takes one field after another.
class Taker {
 public:
  explicit Taker(const Bytes& bytes) : at_(bytes.data()) {}
  template <class T>
  T take() {
    T value = get<T>(at_);
    at_ += sizeof(T);
    return value;
  }
  std::string take_text(std::size_t room) {
    const auto* text = reinterpret_cast<const char*>(at_);
    at_ += room;
    return std::string(text, ::strnlen(text, room));
  }
  Bytes take_bytes(std::size_t size) {
    at_ += size;
    return Bytes(at_ - size, at_);
  }

 private:
  const std::uint8_t* at_;
};

void put_text(Bytes& out, const std::string& text, std::size_t room) {
  std::string cut = text.substr(0, room);
  out.insert(out.end(), cut.begin(), cut.end());
  out.insert(out.end(), room - cut.size(), 0);
}

void put_bytes(Bytes& out, const void* bytes, std::size_t size) {
  const auto* at = static_cast<const std::uint8_t*>(bytes);
  out.insert(out.end(), at, at + size);
}

// Opens a frame whose body is appended next; close_frame() sets what depends on the body.
std::size_t open_frame(Bytes& out) {
  out.resize(out.size() + kFrameSize);
  return out.size() - kFrameSize;
}

void close_frame(Bytes& out, std::size_t begin, JournalRecord type, std::uint64_t salt) {
  std::uint64_t size = out.size() - begin - kFrameSize;
  std::uint32_t crc = record_crc(type, salt, out.data() + begin + kFrameSize, size);
  Bytes frame;
  put(frame, crc);
  put(frame, static_cast<std::uint32_t>(type));
  put(frame, size);
  std::memcpy(out.data() + begin, frame.data(), kFrameSize);
}

}  // namespace

void encode_header(const JournalHeader& header, Bytes& out) {
  std::size_t begin = open_frame(out);
  put_bytes(out, kJournalMagic, 8);
  put(out, kVersion);
  put(out, static_cast<std::uint32_t>(kJournalPage));
  put(out, header.salt);
  put(out, header.committed_end);
  put(out, header.main.device);
  put(out, header.main.inode);
  put(out, header.head_offset);
  put(out, header.head_size);
  put(out, header.head_crc);
  put(out, header.process);
  put_text(out, header.boot, kBootSize);
  put_text(out, header.host, kHostSize);
  close_frame(out, begin, JournalRecord::header, 0);
}

void encode_data(const DataHead& head, const void* payload, std::uint64_t salt, Bytes& out) {
  std::size_t begin = open_frame(out);
  put(out, head.target);
  put(out, head.size);
  put(out, static_cast<std::uint32_t>(head.old_pages.size()));
  for (std::uint32_t crc : head.old_pages) put(out, crc);
  put_bytes(out, payload, head.size);
  close_frame(out, begin, JournalRecord::data, salt);
}

void encode_seal(const JournalSeal& seal, std::uint64_t salt, Bytes& out) {
  std::size_t begin = open_frame(out);
  put(out, seal.records);
  put(out, seal.end);
  put(out, static_cast<std::uint32_t>(seal.old_head.size()));
  for (const Bytes* head : {&seal.old_head, &seal.marked_head, &seal.new_head})
    put_bytes(out, head->data(), head->size());
  close_frame(out, begin, JournalRecord::seal, salt);
}

std::size_t data_prefix(std::size_t pages) { return kFrameSize + kDataHeadSize + 4 * pages; }

bool decode_frame(const std::uint8_t* bytes, Frame& frame) {
  frame.crc = get<std::uint32_t>(bytes);
  auto type = get<std::uint32_t>(bytes + 4);
  frame.size = get<std::uint64_t>(bytes + 8);
  if (type < 1 || type > 3) return false;
  frame.type = static_cast<JournalRecord>(type);
  return frame.size <= data_prefix(pages_touched(1, kLargestPayload)) + kLargestPayload;
}

std::uint32_t record_crc(JournalRecord type, std::uint64_t salt, const std::uint8_t* body,
                         std::uint64_t size) {
  Bytes first;
  put(first, salt);
  put(first, static_cast<std::uint32_t>(type));
  put(first, size);
  return crc32c(body, size, crc32c(first.data(), first.size()));
}

bool decode_header(const Bytes& body, JournalHeader& header) {
  if (body.size() != kHeaderSize || std::memcmp(body.data(), kJournalMagic, 8) != 0) return false;
  Taker from(body);
  from.take<std::uint64_t>();
  if (from.take<std::uint32_t>() != kVersion) return false;
  if (from.take<std::uint32_t>() != kJournalPage) return false;
  header.salt = from.take<std::uint64_t>();
  header.committed_end = from.take<std::uint64_t>();
  header.main.device = from.take<std::uint64_t>();
  header.main.inode = from.take<std::uint64_t>();
  header.head_offset = from.take<std::uint64_t>();
  header.head_size = from.take<std::uint32_t>();
  header.head_crc = from.take<std::uint32_t>();
  header.process = from.take<std::uint64_t>();
  header.boot = from.take_text(kBootSize);
  header.host = from.take_text(kHostSize);
  return header.head_size <= kLargestHead && header.committed_end <= INT64_MAX &&
         header.head_offset <= header.committed_end;
}

bool decode_data(const Bytes& body, DataHead& head) {
  if (body.size() < kDataHeadSize) return false;
  Taker from(body);
  head.target = from.take<std::uint64_t>();
  head.size = from.take<std::uint32_t>();
  auto pages = from.take<std::uint32_t>();
  bool fits = head.size > 0 && head.size <= kLargestPayload && head.target <= INT64_MAX &&
              pages == pages_touched(head.target, head.size) &&
              body.size() == kDataHeadSize + 4 * std::size_t{pages} + head.size;
  if (!fits) return false;
  head.old_pages.resize(pages);
  for (std::uint32_t& crc : head.old_pages) crc = from.take<std::uint32_t>();
  return true;
}

bool decode_seal(const Bytes& body, JournalSeal& seal) {
  if (body.size() < kSealSize) return false;
  Taker from(body);
  seal.records = from.take<std::uint64_t>();
  seal.end = from.take<std::uint64_t>();
  auto size = from.take<std::uint32_t>();
  if (size > kLargestHead || seal.end > INT64_MAX || body.size() != kSealSize + 3 * std::size_t{size})
    return false;
  for (Bytes* head : {&seal.old_head, &seal.marked_head, &seal.new_head})
    *head = from.take_bytes(size);
  return true;
}

std::size_t pages_touched(std::uint64_t target, std::uint64_t size) {
  if (size == 0) return 0;
  return static_cast<std::size_t>((target + size - 1) / kJournalPage - target / kJournalPage + 1);
}

std::vector<std::uint32_t> page_crcs(std::uint64_t target, const std::uint8_t* bytes,
                                     std::uint64_t size) {
  std::vector<std::uint32_t> crcs;
  crcs.reserve(pages_touched(target, size));
  for (std::uint64_t at = target, end = target + size; at < end;) {
    std::uint64_t next = page_end(at, end);
    crcs.push_back(crc32c(bytes + (at - target), static_cast<std::size_t>(next - at)));
    at = next;
  }
  return crcs;
}

}  // namespace ch5mpy
