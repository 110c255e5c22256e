// Work on several threads: the one way to use more than the calling one.
//
// Contract: `parallel_for` runs `body(task, worker)` for each task in [0, tasks), in any order, and
// returns when all are done. Of its workers (at most settings().threads, nor more than `most`) the
// caller is number 0; a worker runs one task at a time, so what is kept by worker number needs no
// lock. The caller polls
// Ctrl-C between its tasks and while it waits; nobody else does. What is thrown first, by a task or
// the poll, ends the work: no task starts after it, those that run finish, and it is rethrown on
// the caller. A call from inside a task, or while another thread's call runs, does its tasks on its
// own thread as worker 0.
//
// Tasks touch neither R nor HDF5. The pool's threads take no signals. They are kept from call to
// call; a forked child has none of its parent's and makes its own.
#pragma once

#include <cstdint>
#include <functional>

namespace ch5mpy {

constexpr std::int64_t kNoBound = INT64_MAX;

using ParallelBody = std::function<void(std::int64_t task, int worker)>;

// How many workers a call of so many tasks has: what to keep by worker is as many.
int worker_count(std::int64_t tasks, std::int64_t most = kNoBound);

void parallel_for(std::int64_t tasks, const ParallelBody& body, std::int64_t most = kNoBound);

// Ends the pool's threads; the next call makes new ones. For unloading.
void stop_threads() noexcept;

}  // namespace ch5mpy
