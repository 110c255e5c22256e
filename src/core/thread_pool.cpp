#include "core/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <signal.h>

#include "core/cancel.h"
#include "core/process.h"
#include "core/settings.h"

namespace ch5mpy {

namespace {

thread_local bool inside_task = false;

// Tasks on the calling thread, which a call from inside them must know of.
class TaskScope {
 public:
  TaskScope() : outer_(inside_task) { inside_task = true; }
  ~TaskScope() { inside_task = outer_; }

 private:
  bool outer_;
};

// One call of parallel_for, shared by its workers.
class Job {
 public:
  Job(std::int64_t tasks, const ParallelBody& body) : tasks_(tasks), body_(body) {}

  // Takes tasks until there are none or something was thrown.
  void work(int worker, bool polls) noexcept {
    TaskScope scope;
    try {
      while (!stopped_.load(std::memory_order_relaxed)) {
        std::int64_t task = next_.fetch_add(1, std::memory_order_relaxed);
        if (task >= tasks_) return;
        body_(task, worker);
        if (polls) poll_cancel();
      }
    } catch (...) {
      fail();
    }
  }

  void poll() noexcept {
    if (stopped_.load(std::memory_order_relaxed)) return;
    try {
      poll_cancel();
    } catch (...) {
      fail();
    }
  }

  // Once no worker is left.
  void rethrow() const {
    if (error_ != nullptr) std::rethrow_exception(error_);
  }

 private:
  void fail() noexcept {
    if (!stopped_.exchange(true)) error_ = std::current_exception();
  }

  const std::int64_t tasks_;
  const ParallelBody& body_;
  std::atomic<std::int64_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::exception_ptr error_;
};

// While it lives, new threads start with every signal blocked.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

class Pool {
 public:
  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      quit_ = true;
    }
    work_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void run(Job& job, int workers) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      hire(workers - 1);
      job_ = &job;
      seats_ = std::min(workers - 1, static_cast<int>(threads_.size()));
    }
    work_.notify_all();
    job.work(0, true);
    wait(job);
    job.rethrow();
  }

 private:
  // The system may refuse a thread: then fewer do the work.
  void hire(int count) {
    SignalsBlocked blocked;
    try {
      while (static_cast<int>(threads_.size()) < count) threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
    }
  }

  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      work_.wait(lock, [this] { return quit_ || seats_ > 0; });
      if (quit_) return;
      int worker = seats_--;
      Job* job = job_;
      ++active_;
      lock.unlock();
      job->work(worker, false);
      lock.lock();
      if (--active_ == 0) done_.notify_one();
    }
  }

  // Lets nobody else in, then waits for those who are.
  void wait(Job& job) {
    std::unique_lock<std::mutex> lock(mutex_);
    seats_ = 0;
    while (!done_.wait_for(lock, std::chrono::milliseconds(50), [this] { return active_ == 0; })) {
      lock.unlock();
      job.poll();
      lock.lock();
    }
    job_ = nullptr;
  }

  std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable done_;
  std::vector<std::thread> threads_;
  Job* job_ = nullptr;
  int seats_ = 0;   // workers that the job still wants
  int active_ = 0;  // workers that the job has
  bool quit_ = false;
};

// The process's pool. One that a fork left behind is abandoned as it is: its threads do not exist
// here, and its mutex may be held by one of them.
class Owner {
 public:
  Owner() : process_(process_number()) {}
  ~Owner() { stop(); }

  // False while somebody else's call has the pool.
  bool run(Job& job, int workers) {
    leave_inherited();
    if (busy_.exchange(true)) return false;
    struct Release {
      std::atomic<bool>& busy;
      ~Release() { busy.store(false); }
    } release{busy_};
    if (pool_ == nullptr) pool_ = new Pool();
    pool_->run(job, workers);
    return true;
  }

  void stop() noexcept {
    leave_inherited();
    delete pool_;
    pool_ = nullptr;
  }

 private:
  void leave_inherited() {
    if (process_.load() == process_number()) return;
    process_.store(process_number());
    pool_ = nullptr;
    busy_.store(false);
  }

  std::atomic<std::uint64_t> process_;
  std::atomic<bool> busy_{false};
  Pool* pool_ = nullptr;
};

Owner& owner() {
  static Owner instance;
  return instance;
}

}  // namespace

int worker_count(std::int64_t tasks, std::int64_t most) {
  if (inside_task) return 1;
  std::int64_t threads = settings().threads;
  return static_cast<int>(std::max<std::int64_t>(1, std::min({tasks, threads, most})));
}

void parallel_for(std::int64_t tasks, const ParallelBody& body, std::int64_t most) {
  if (tasks <= 0) return;
  Job job(tasks, body);
  int workers = worker_count(tasks, most);
  if (workers > 1 && owner().run(job, workers)) return;
  job.work(0, true);
  job.rethrow();
}

void stop_threads() noexcept {
  owner().stop();
}

}  // namespace ch5mpy
