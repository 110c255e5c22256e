// Dies at every step of a script, of recovery too: the file is then as before the transaction that
// was under way or as after it, never another. "Barriers" are what orders what reaches the disk:
// each left out must be noticed, or these tests would notice nothing.
#include "journal/recovery.h"

#include "rig.h"
#include "script.h"

using namespace ch5mpy;
using rig::Bytes;
using rig::FaultyFiles;
using rig::Killed;
using rig::Script;
using Fault = FaultyFiles::Fault;

namespace {

const HeadMark kHead{0, rig::kHeadSize, rig::set_mark};

// A run of the script on one machine.
class Machine {
 public:
  Machine(const Script& script, bool power, std::uint32_t seed)
      : script_(script), power_(power), files_(seed) {
    files_.make("f", script.states[0]);
  }

  FaultyFiles& files() { return files_; }
  // Whether the script, or recovery, came to its end before the planned step.
  bool spared() const { return spared_; }

  // Goes on with the script, and past failures; false when it died, or lost power.
  bool run_to_end(Fault fault, long step) {
    files_.plan(fault, step);
    bool ended = attempt([&] {
      Transaction transaction(files_, files_.open("f"), "f.journal", kHead, power_);
      while (done_ < script_.writes.size()) run_one(transaction);
      return true;
    });
    spared_ = !files_.happened();
    files_.plan(Fault::none, 0);
    return ended;
  }

  // False when it died in it, or would not recover.
  bool run_recovery(Fault fault, long step, bool sync) {
    files_.plan(fault, step);
    bool recovered = attempt([&] {
      std::shared_ptr<OsFile> main = files_.open("f");
      Recovered result;
      int error = recover(files_, *main, "f.journal", sync, result);
      return error == 0 && result != Recovered::refused;
    });
    spared_ = !files_.happened();
    files_.plan(Fault::none, 0);
    return recovered;
  }

  // As other programs see it: marked, or a committed state.
  bool readable_is_committed() const {
    const Bytes& file = files_.content("f");
    return rig::is_marked(file) || is_state(done_) || is_state(done_ + 1);
  }

  // The last committed state, or the next one; then that one is what it goes on from.
  bool settle() {
    if (rig::is_marked(files_.content("f"))) return false;
    if (is_state(done_)) return true;
    return is_state(++done_);
  }

  bool is_state(std::size_t which) const {
    return which < script_.states.size() &&
           rig::state_of(files_.content("f")) == script_.states[which];
  }
  bool at_end() const { return is_state(script_.writes.size()); }

 private:
  bool attempt(const std::function<bool()>& body) {
    try {
      return body();
    } catch (const Killed&) {
      if (power_) files_.cut_power();
      return false;
    }
  }

  void run_one(Transaction& transaction) {
    script_.run(transaction, done_);
    if (transaction.commit() == 0) {
      ++done_;
      return;
    }
    // As a process does that goes on: undo, or open anew where that cannot be.
    if (transaction.rollback() == 0) {
      REQUIRE(is_state(done_));
      return;
    }
    throw Killed();
  }

  const Script& script_;
  bool power_;
  FaultyFiles files_;
  std::size_t done_ = 0;
  bool spared_ = false;
};

// After it died: recovers, dying at step `again` of that too where it is not 0, and goes on to the end.
bool recovers(Machine& machine, bool power, long again) {
  bool right = power || machine.readable_is_committed();
  bool recovered = machine.run_recovery(again == 0 ? Fault::none : Fault::kill, again, power);
  bool spared = machine.spared();
  if (again != 0 && !spared) {
    right = right && (power || machine.readable_is_committed());
    recovered = machine.run_recovery(Fault::none, 0, power);
  }
  if (power) {  // what recovery did lasts
    machine.files().cut_power();
    recovered = machine.run_recovery(Fault::none, 0, power) && recovered;
  }
  right = right && recovered && machine.settle() && machine.run_to_end(Fault::none, 0) &&
          machine.at_end();
  return right;
}

// Of all steps and seeds; the number of runs that ended wrong.
int wrong_ends(const Script& script, Fault fault, bool power, std::uint32_t seeds,
               std::function<bool(long)> skip = nullptr, std::uint32_t first_seed = 0) {
  int wrong = 0;
  for (std::uint32_t seed = first_seed; seed < first_seed + seeds; ++seed) {
    for (long at = 1;; ++at) {
      Machine machine(script, power, seed * 1000 + static_cast<std::uint32_t>(at));
      machine.files().skip_syncs(skip);
      bool ended = machine.run_to_end(fault, at);
      if (machine.spared()) break;
      wrong += ended ? !machine.at_end() : !recovers(machine, power, 0);
    }
  }
  return wrong;
}

// Dies in recovery too, at every step.
int wrong_recoveries(const Script& script, bool power, std::uint32_t seed) {
  int wrong = 0;
  for (long at = 1;; ++at) {
    for (long again = 1;; ++again) {
      std::uint32_t number = seed * 100000 + static_cast<std::uint32_t>(at * 100 + again);
      Machine machine(script, power, number);
      machine.run_to_end(Fault::kill, at);
      if (machine.spared()) return wrong;
      Machine probe(script, power, number);
      probe.run_to_end(Fault::kill, at);
      probe.run_recovery(Fault::kill, again, power);
      if (probe.spared()) break;
      wrong += !recovers(machine, power, again);
    }
  }
}

}  // namespace

TEST_CASE("a kill at any step loses or keeps a whole transaction (1, 2, 5)", "[recovery]") {
  CHECK(wrong_ends(Script(40000, 4, 11), Fault::kill, false, 10) == 0);
}

TEST_CASE("so does a failing write or sync at any step (6)", "[recovery]") {
  CHECK(wrong_ends(Script(40000, 4, 11), Fault::fail, false, 8) == 0);
  CHECK(wrong_ends(Script(40000, 4, 11), Fault::fail, true, 8) == 0);
}

TEST_CASE("so does a power cut at any step, with sync (2, 3, 4)", "[recovery]") {
  CHECK(wrong_ends(Script(40000, 4, 11), Fault::kill, true, 15) == 0);
}

TEST_CASE("what does not fit memory survives too", "[recovery]") {
  Script script(40000, 2, 15);
  script.widen(1500000);
  CHECK(wrong_ends(script, Fault::kill, false, 1) == 0);
  CHECK(wrong_ends(script, Fault::kill, true, 1) == 0);
}

TEST_CASE("recovery may die at any step as well", "[recovery]") {
  for (std::uint32_t seed = 0; seed < 3; ++seed) {
    CHECK(wrong_recoveries(Script(40000, 3, 13), false, seed) == 0);
    CHECK(wrong_recoveries(Script(40000, 3, 13), true, seed) == 0);
  }
}

TEST_CASE("leaving out any one barrier is noticed (2, 3, 4)", "[recovery]") {
  // A commit syncs four times: what is new, the journal, its name, and what was applied.
  for (long barrier = 0; barrier < 4; ++barrier) {
    CAPTURE(barrier);
    auto skip = [barrier](long sync) { return sync % 4 == barrier; };
    int wrong = 0;
    for (std::uint32_t seed = 0; seed < 40 && wrong == 0; ++seed)
      wrong = wrong_ends(Script(40000, 4, 11), Fault::kill, true, 1, skip, seed);
    CHECK(wrong > 0);
  }
}

TEST_CASE("recovery's own barrier is needed too (4)", "[recovery]") {
  Script script(40000, 3, 13);
  int wrong = 0;
  for (std::uint32_t seed = 0; seed < 20 && wrong == 0; ++seed) {
    for (long at = 1;; ++at) {
      Machine machine(script, true, seed * 1000 + static_cast<std::uint32_t>(at));
      if (machine.run_to_end(Fault::kill, at)) break;
      machine.run_recovery(Fault::none, 0, false);
      machine.files().cut_power();
      machine.run_recovery(Fault::none, 0, true);
      wrong += !machine.settle();
    }
  }
  CHECK(wrong > 0);
}

TEST_CASE("a file changed since its writer died is not written over (9)", "[recovery]") {
  Script script(40000, 1, 14);
  for (long at = 1;; ++at) {
    Machine machine(script, false, static_cast<std::uint32_t>(at));
    if (machine.run_to_end(Fault::kill, at)) break;
    if (!machine.files().exists("f.journal")) continue;
    Bytes& file = machine.files().content("f");
    for (const rig::Write& write : script.writes[0])
      if (write.at > 16 && write.at < 30000) file[write.at] ^= 0x55;
    Bytes before = file;
    auto main = machine.files().open("f");
    Recovered result;
    REQUIRE(recover(machine.files(), *main, "f.journal", false, result) == 0);
    if (result == Recovered::refused) {
      CHECK((file == before));
      CHECK(machine.files().exists("f.journal"));
    } else {
      CHECK(result == Recovered::discarded);
      CHECK((file == before));
    }
  }
}

TEST_CASE("a stranger's file of the journal's name is kept under another", "[recovery]") {
  FaultyFiles files;
  auto main = files.make("f", Bytes(100, 1));
  files.make("f.journal", Bytes(100, 2));
  Recovered result;
  REQUIRE(recover(files, *main, "f.journal", false, result) == 0);
  CHECK(result == Recovered::set_aside);
  CHECK_FALSE(files.exists("f.journal"));
  CHECK((files.content("f.journal.unknown") == Bytes(100, 2)));
  REQUIRE(recover(files, *main, "f.journal", false, result) == 0);
  CHECK(result == Recovered::nothing);
}
