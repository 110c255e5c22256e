#include "journal/os_file.h"

#include <cerrno>
#include <cstdlib>
#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include "rig.h"
#include "temporary_folder.h"

using ch5mpy::FileIdentity;
using ch5mpy::open_os_file;
using ch5mpy::OpenMode;
using ch5mpy::OsFile;

namespace {

using Folder = rig::TemporaryFolder;

std::unique_ptr<OsFile> open_well(const std::string& path, OpenMode mode) {
  int error = -1;
  std::unique_ptr<OsFile> file = open_os_file(path, mode, error);
  REQUIRE(file != nullptr);
  return file;
}

int open_error(const std::string& path, OpenMode mode) {
  int error = 0;
  CHECK(open_os_file(path, mode, error) == nullptr);
  return error;
}

std::string read_text(OsFile& file, std::size_t size, std::uint64_t offset) {
  std::string text(size, '?');
  std::size_t got = 0;
  REQUIRE(file.read(&text[0], size, offset, got) == 0);
  text.resize(got);
  return text;
}

}  // namespace

TEST_CASE("what is written is read back, also by who opens the file later", "[os_file]") {
  Folder folder;
  const auto file = open_well(folder.file("a"), OpenMode::create_new);
  CHECK(file->writable());
  CHECK(file->write("hello", 5, 0) == 0);
  CHECK(file->write("there", 5, 10) == 0);
  CHECK(read_text(*file, 5, 10) == "there");
  CHECK(read_text(*file, 5, 5) == std::string(5, '\0'));
  CHECK(file->sync() == 0);
  const auto reader = open_well(folder.file("a"), OpenMode::read);
  CHECK_FALSE(reader->writable());
  CHECK(read_text(*reader, 100, 0).size() == 15u);
  CHECK(read_text(*reader, 4, 15).empty());
  CHECK(read_text(*reader, 4, 1000).empty());
}

TEST_CASE("a file opened for reading refuses to be written", "[os_file]") {
  Folder folder;
  open_well(folder.file("a"), OpenMode::create_new)->write("x", 1, 0);
  const auto reader = open_well(folder.file("a"), OpenMode::read);
  CHECK(reader->write("y", 1, 0) != 0);
  CHECK(reader->truncate(0) != 0);
  CHECK(read_text(*reader, 1, 0) == "x");
}

TEST_CASE("opening for writing keeps what is there, creating does not take what is there",
          "[os_file]") {
  Folder folder;
  open_well(folder.file("a"), OpenMode::create_new)->write("keep", 4, 0);
  CHECK(read_text(*open_well(folder.file("a"), OpenMode::write), 4, 0) == "keep");
  CHECK(open_error(folder.file("a"), OpenMode::create_new) == EEXIST);
  CHECK(open_error(folder.file("b"), OpenMode::write) == ENOENT);
  CHECK(open_error(folder.file("b"), OpenMode::read) == ENOENT);
}

TEST_CASE("a file is cut and extended", "[os_file]") {
  Folder folder;
  const auto file = open_well(folder.file("a"), OpenMode::create_new);
  std::uint64_t size = 99;
  file->write("hello", 5, 0);
  CHECK(file->truncate(2) == 0);
  CHECK(file->size(size) == 0);
  CHECK(size == 2u);
  CHECK(file->truncate(1000) == 0);
  CHECK(file->size(size) == 0);
  CHECK(size == 1000u);
}

TEST_CASE("what is no regular file is refused at once", "[os_file]") {
  Folder folder;
  REQUIRE(::mkfifo(folder.file("fifo").c_str(), 0600) == 0);
  CHECK(open_error(folder.file("fifo"), OpenMode::read) == ENODEV);
  CHECK(open_error(folder.path(), OpenMode::read) == EISDIR);
  CHECK(open_error("/dev/null", OpenMode::read) == ENODEV);
}

TEST_CASE("a file is the same however it is spelled", "[os_file]") {
  Folder folder;
  const auto file = open_well(folder.file("a"), OpenMode::create_new);
  REQUIRE(::symlink("a", folder.file("link").c_str()) == 0);
  CHECK(open_well(folder.file("link"), OpenMode::read)->identity() == file->identity());
  CHECK(open_well(folder.path() + "/./a", OpenMode::read)->identity() == file->identity());
  const auto other = open_well(folder.file("b"), OpenMode::create_new);
  CHECK(other->identity() != file->identity());

  ch5mpy::FileStamp stamp;
  CHECK(ch5mpy::stat_path(folder.file("link"), stamp) == 0);
  CHECK(stamp.identity == file->identity());
  CHECK(ch5mpy::stat_path(folder.file("none"), stamp) == ENOENT);
}

TEST_CASE("a write changes the stamp of a path and is counted", "[os_file]") {
  Folder folder;
  const auto file = open_well(folder.file("a"), OpenMode::create_new);
  ch5mpy::FileStamp before, after;
  REQUIRE(ch5mpy::stat_path(folder.file("a"), before) == 0);
  CHECK(file->changes() == 0u);
  REQUIRE(file->write("abc", 3, 0) == 0);
  REQUIRE(file->truncate(2) == 0);
  CHECK(file->changes() == 2u);
  REQUIRE(ch5mpy::stat_path(folder.file("a"), after) == 0);
  CHECK(after.size == 2u);
  CHECK_FALSE(after.same_content(before));
}

TEST_CASE("a canonical path has no links, and may name what does not exist yet", "[os_file]") {
  Folder folder;
  open_well(folder.file("a"), OpenMode::create_new);
  REQUIRE(::symlink("a", folder.file("link").c_str()) == 0);
  std::string real, canonical;
  REQUIRE(ch5mpy::canonical_path(folder.path(), real) == 0);
  CHECK(ch5mpy::canonical_path(folder.path() + "/./link", canonical) == 0);
  CHECK(canonical == real + "/a");
  CHECK(ch5mpy::canonical_path(folder.path() + "/../" + real.substr(real.rfind('/') + 1) + "/new",
                               canonical) == 0);
  CHECK(canonical == real + "/new");
  CHECK(ch5mpy::canonical_path(folder.file("none/new"), canonical) == ENOENT);
  CHECK(ch5mpy::canonical_path("", canonical) != 0);
}

TEST_CASE("a removed file is gone for who opens it, and stays for who has it", "[os_file]") {
  Folder folder;
  const auto file = open_well(folder.file("a"), OpenMode::create_new);
  file->write("still", 5, 0);
  CHECK(ch5mpy::remove_path(folder.file("a")) == 0);
  CHECK(ch5mpy::remove_path(folder.file("a")) == ENOENT);
  CHECK(open_error(folder.file("a"), OpenMode::read) == ENOENT);
  CHECK(read_text(*file, 5, 0) == "still");
  CHECK_FALSE(ch5mpy::os_error_text(ENOENT).empty());
}
