#include "core/process.h"

#include <sys/wait.h>
#include <unistd.h>

#include "rig.h"

using ch5mpy::process_number;

TEST_CASE("a forked child has another number than its parent, and so has its child", "[process]") {
  const std::uint64_t own = process_number();
  CHECK(process_number() == own);
  pid_t child = ::fork();
  if (child == 0) {
    const std::uint64_t there = process_number();
    if (there == own) ::_exit(1);
    pid_t grandchild = ::fork();
    if (grandchild == 0) ::_exit(process_number() == there ? 2 : 0);
    int status = 0;
    ::waitpid(grandchild, &status, 0);
    ::_exit(WEXITSTATUS(status));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(process_number() == own);
}
