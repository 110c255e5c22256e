#include "journal/file_system.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

#include "rig.h"
#include "temporary_folder.h"

using namespace ch5mpy;

TEST_CASE("a file beside another is made with its permissions, and never over one", "[file_system]") {
  rig::TemporaryFolder folder;
  int error = 0;
  auto main = open_os_file(folder.file("a"), OpenMode::create_new, error, 0640);
  REQUIRE(main != nullptr);
  auto beside = system_files().create_beside(folder.file("b"), *main, error);
  REQUIRE(beside != nullptr);
  CHECK((beside->ownership().permissions & 0007) == 0);
  CHECK(system_files().create_beside(folder.file("b"), *main, error) == nullptr);
  CHECK(error == EEXIST);
}

TEST_CASE("a symbolic link beside a file is not followed", "[file_system]") {
  rig::TemporaryFolder folder;
  int error = 0;
  auto main = open_os_file(folder.file("a"), OpenMode::create_new, error);
  REQUIRE(::symlink(folder.file("a").c_str(), folder.file("b").c_str()) == 0);
  for (bool writable : {false, true}) {
    CHECK(system_files().open_beside(folder.file("b"), *main, writable, error) == nullptr);
    CHECK(error == ELOOP);
  }
  CHECK(system_files().open_beside(folder.file("c"), *main, true, error) == nullptr);
  CHECK(error == ENOENT);
}

TEST_CASE("names and folders can be changed and synced", "[file_system]") {
  rig::TemporaryFolder folder;
  int error = 0;
  auto main = open_os_file(folder.file("a"), OpenMode::create_new, error);
  CHECK(system_files().rename(folder.file("a"), folder.file("b")) == 0);
  CHECK(system_files().sync_folder(folder.file("b")) == 0);
  CHECK(system_files().remove(folder.file("b")) == 0);
  CHECK(system_files().remove(folder.file("b")) == ENOENT);
  CHECK(system_files().sync_folder("/no/such/folder/b") == ENOENT);
}
