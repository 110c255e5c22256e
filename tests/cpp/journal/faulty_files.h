// A file system in memory that can fail, die or lose power at any step, and forgets or garbles what
// was not synced.
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "journal/file_system.h"
#include "journal/record.h"

namespace rig {

using ch5mpy::Bytes;

// The process died.
struct Killed {};

class FaultyFiles final : public ch5mpy::FileSystem {
 public:
  enum class Fault { none, fail, kill };

  explicit FaultyFiles(std::uint32_t seed = 1) : random_(seed) {}

  // The `step`-th change or sync from now on (from 1) fails, or kills; part of it may have happened.
  void plan(Fault fault, long step) {
    fault_ = fault;
    left_ = step;
  }
  // Whether what was planned has happened.
  bool happened() const { return fault_ == Fault::none; }
  long steps() const { return steps_; }
  // Syncs for which this is true, of their number from 0, do nothing and succeed.
  void skip_syncs(std::function<bool(long)> skip) { skip_ = std::move(skip); }
  void set_boot(const std::string& boot) { boot_ = boot; }

  std::shared_ptr<ch5mpy::OsFile> make(const std::string& path, const Bytes& content) {
    auto inode = std::make_shared<Inode>();
    inode->now = inode->durable = content;
    inode->number = ++inodes_;
    names_[path] = durable_names_[path] = inode;
    return open(path);
  }
  std::shared_ptr<ch5mpy::OsFile> open(const std::string& path) {
    return std::make_shared<File>(*this, names_.at(path));
  }
  bool exists(const std::string& path) const { return names_.count(path) != 0; }
  const Bytes& content(const std::string& path) const { return names_.at(path)->now; }
  Bytes& content(const std::string& path) { return names_.at(path)->now; }

  // What was not synced is kept, dropped or garbled; then the machine starts again.
  void cut_power() {
    std::vector<std::shared_ptr<Inode>> all;
    for (auto& name : names_) all.push_back(name.second);
    for (auto& name : durable_names_) all.push_back(name.second);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    for (auto& inode : all) lose(*inode);
    for (auto& change : name_changes_) {
      if (chance(2)) change(durable_names_);
    }
    name_changes_.clear();
    names_ = durable_names_;
    boot_ += "'";
  }

  std::unique_ptr<ch5mpy::OsFile> open_beside(const std::string& path, const ch5mpy::OsFile&, bool,
                                              int& error) override {
    auto it = names_.find(path);
    error = it == names_.end() ? ENOENT : 0;
    return error != 0 ? nullptr : std::make_unique<File>(*this, it->second);
  }
  std::unique_ptr<ch5mpy::OsFile> create_beside(const std::string& path, const ch5mpy::OsFile&,
                                                int& error) override {
    error = exists(path) ? EEXIST : 0;
    if (error == 0) error = step(nullptr);
    if (error != 0) return nullptr;
    auto inode = std::make_shared<Inode>();
    inode->number = ++inodes_;
    change_names([=](Names& names) { names[path] = inode; });
    return std::make_unique<File>(*this, inode);
  }
  int remove(const std::string& path) override {
    if (!exists(path)) return ENOENT;
    return step([&] { change_names([=](Names& names) { names.erase(path); }); });
  }
  int rename(const std::string& from, const std::string& to) override {
    return step([&] {
      change_names([=](Names& names) {
        if (names.count(from) == 0) return;
        names[to] = names[from];
        names.erase(from);
      });
    });
  }
  int sync_folder(const std::string&) override {
    return sync([&] {
      name_changes_.clear();
      durable_names_ = names_;
    });
  }
  std::string boot() override { return boot_; }

 private:
  struct Change {
    bool truncation;
    std::uint64_t at;
    Bytes bytes;
  };
  struct Inode {
    Bytes now, durable;
    std::vector<Change> changes;  // since the last sync
    std::uint64_t number = 0;
  };
  using Names = std::map<std::string, std::shared_ptr<Inode>>;

  static void apply(const Change& change, Bytes& bytes) {
    if (change.truncation) {
      bytes.resize(change.at);
      return;
    }
    if (bytes.size() < change.at + change.bytes.size()) bytes.resize(change.at + change.bytes.size());
    std::copy(change.bytes.begin(), change.bytes.end(),
              bytes.begin() + static_cast<std::ptrdiff_t>(change.at));
  }

  class File final : public ch5mpy::OsFile {
   public:
    File(FaultyFiles& files, std::shared_ptr<Inode> inode) : files_(files), inode_(inode) {}

    int read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) override {
      const Bytes& bytes = inode_->now;
      got = offset >= bytes.size()
                ? 0
                : static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size() - offset));
      if (got > 0) std::memcpy(buffer, bytes.data() + offset, got);
      return 0;
    }
    int write(const void* buffer, std::size_t size, std::uint64_t offset) override {
      if (size == 0) return 0;
      const auto* bytes = static_cast<const std::uint8_t*>(buffer);
      ++changes_;
      int error = files_.step([&] { change({false, offset, Bytes(bytes, bytes + size)}); },
                              [&] {
                                // a kill or a full disk stops between pages
                                std::uint64_t end = offset + files_.random_() % (size + 1);
                                end = end / ch5mpy::kJournalPage * ch5mpy::kJournalPage;
                                if (end > offset) change({false, offset, Bytes(bytes, bytes + (end - offset))});
                              });
      return error;
    }
    int truncate(std::uint64_t size) override {
      ++changes_;
      return files_.step([&] { change({true, size, {}}); });
    }
    int size(std::uint64_t& bytes) override {
      bytes = inode_->now.size();
      return 0;
    }
    int sync() override {
      return files_.sync([&] {
        inode_->durable = inode_->now;
        inode_->changes.clear();
      });
    }
    ch5mpy::FileIdentity identity() const override { return {1, inode_->number}; }
    ch5mpy::Ownership ownership() const override { return {}; }
    bool writable() const override { return true; }
    std::uint64_t changes() const override { return changes_; }

   private:
    void change(Change made) {
      apply(made, inode_->now);
      inode_->changes.push_back(std::move(made));
    }

    FaultyFiles& files_;
    std::shared_ptr<Inode> inode_;
    std::uint64_t changes_ = 0;
  };

  bool chance(unsigned of) { return random_() % of == 0; }

  int step(const std::function<void()>& whole, const std::function<void()>& part = nullptr) {
    ++steps_;
    if (fault_ != Fault::none && --left_ == 0) {
      Fault fault = fault_;
      fault_ = Fault::none;
      if (part) part();
      if (fault == Fault::kill) throw Killed();
      return ENOSPC;
    }
    if (whole) whole();
    return 0;
  }

  int sync(const std::function<void()>& whole) {
    long number = syncs_++;
    return step([&] {
      if (!skip_ || !skip_(number)) whole();
    });
  }

  void change_names(std::function<void(Names&)> change) {
    change(names_);
    name_changes_.push_back(std::move(change));
  }

  // By sectors, as a disk writes them.
  void lose(Inode& inode) {
    for (Change& change : inode.changes) {
      if (change.truncation) {
        if (chance(2)) apply(change, inode.durable);
        continue;
      }
      unsigned fate = random_() % 4;  // all kept, all dropped, or sector by sector
      for (std::size_t at = 0; at < change.bytes.size(); at += 512) {
        std::size_t end = std::min(at + 512, change.bytes.size());
        unsigned sector = fate < 2 ? fate : random_() % 3;
        if (sector == 1) continue;
        Bytes bytes(change.bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    change.bytes.begin() + static_cast<std::ptrdiff_t>(end));
        if (sector == 2) {
          for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
        }
        apply({false, change.at + at, std::move(bytes)}, inode.durable);
      }
    }
    inode.changes.clear();
    inode.now = inode.durable;
  }

  std::mt19937 random_;
  Fault fault_ = Fault::none;
  long left_ = 0, steps_ = 0, syncs_ = 0;
  std::function<bool(long)> skip_;
  std::string boot_ = "boot";
  std::uint64_t inodes_ = 0;
  Names names_, durable_names_;
  std::vector<std::function<void(Names&)>> name_changes_;
};

}  // namespace rig
