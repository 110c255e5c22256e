#include "journal/file_lock.h"

#include <cerrno>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

#include "rig.h"
#include "temporary_folder.h"

using namespace ch5mpy;

namespace {

struct Rig {
  Rig() {
    int error = 0;
    file = open_os_file(folder.file("a"), OpenMode::create_new, error);
    REQUIRE(file != nullptr);
  }
  std::unique_ptr<FileLock> lock() {
    int error = 0;
    std::unique_ptr<FileLock> lock =
        FileLock::open(folder.file("a"), file->identity(), true, error);
    REQUIRE(error == 0);
    return lock;
  }
  rig::TemporaryFolder folder;
  std::unique_ptr<OsFile> file;
};

// What `body` returns in a forked child.
int in_child(const std::function<int()>& body) {
  pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("the role has one holder, whose process is told", "[file_lock]") {
  Rig rig;
  auto first = rig.lock(), second = rig.lock();
  LockHolder holder;
  REQUIRE(first->take_role(holder) == 0);
  CHECK(first->take_role(holder) == 0);
  CHECK(second->take_role(holder) == EWOULDBLOCK);
  CHECK(holder.process == static_cast<long>(::getpid()));
  CHECK(holder.this_host);
  CHECK(second->role_is_taken());
  first->leave_role();
  CHECK_FALSE(second->role_is_taken());
  CHECK(second->take_role(holder) == 0);
}

TEST_CASE("the role ends with its process, also when a forked child lives on", "[file_lock]") {
  Rig rig;
  int left[2], abandoned[2];
  REQUIRE(::pipe(left) == 0);
  REQUIRE(::pipe(abandoned) == 0);
  REQUIRE(in_child([&] {
            LockHolder holder;
            auto lock = rig.lock();
            if (lock->take_role(holder) != 0) return 1;
            if (::fork() == 0) {  // outlives its parent, until the pipe is closed
              FileLock::abandon_all();
              char byte = 1;
              bool told = ::write(abandoned[1], &byte, 1) == 1;
              ::close(left[1]);
              ::_exit(told ? static_cast<int>(::read(left[0], &byte, 1)) : 1);
            }
            char byte;
            return ::read(abandoned[0], &byte, 1) == 1 ? 0 : 2;
          }) == 0);
  LockHolder holder;
  CHECK(rig.lock()->take_role(holder) == 0);
  for (int end : {left[0], left[1], abandoned[0], abandoned[1]}) ::close(end);
}

TEST_CASE("a descriptor of the same file that closes ends no lock", "[file_lock]") {
  Rig rig;
  auto lock = rig.lock();
  LockHolder holder;
  REQUIRE(lock->take_role(holder) == 0);
  rig.lock().reset();
  rig.file.reset();
  CHECK(in_child([&] {
          int error = 0;
          auto other = open_os_file(rig.folder.file("a"), OpenMode::write, error);
          auto again = FileLock::open(rig.folder.file("a"), other->identity(), true, error);
          LockHolder who;
          return again->take_role(who) == EWOULDBLOCK ? 0 : 1;
        }) == 0);
}

TEST_CASE("the outer lock keeps out who asks for it", "[file_lock]") {
  Rig rig;
  auto first = rig.lock(), second = rig.lock();
  REQUIRE(first->lock_outer() == 0);
  CHECK(second->lock_outer() == EWOULDBLOCK);
  first->unlock_outer();
  CHECK(second->lock_outer() == 0);
}

TEST_CASE("readers share, and who applies a commit is alone", "[file_lock]") {
  Rig rig;
  auto one = rig.lock(), two = rig.lock(), writer = rig.lock();
  CHECK(one->lock_reading() == 0);
  CHECK(two->lock_reading() == 0);
  CHECK(writer->lock_applying() == EWOULDBLOCK);
  one->unlock_reading();
  two->unlock_reading();
  CHECK(writer->lock_applying() == 0);
  CHECK(one->lock_reading() == EWOULDBLOCK);
}

TEST_CASE("a path that is another file by now is stale", "[file_lock]") {
  Rig rig;
  int error = 0;
  FileIdentity other = rig.file->identity();
  ++other.inode;
  CHECK(FileLock::open(rig.folder.file("a"), other, true, error) == nullptr);
  CHECK(error == ESTALE);
}
