// Runs each target on damaged seeds: fuzz [inputs for each target = 20000] [first = 0] [target].
//
// Input number n of a target is the same on every run. What crashes or hangs is said on stderr and
// written to fuzz-<target>-<n>; a file named so is run again by `fuzz <file>`.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

#include <unistd.h>

#include "core/error.h"
#include "fuzz/target.h"

namespace fuzz {

namespace {

constexpr unsigned kSecondsEach = 20;

const Target* running = nullptr;
const Bytes* input = nullptr;
long number = 0;

// Of the process that is about to end: what little may be done in a handler, and a little more.
[[noreturn]] void give_up(const char* why) {
  std::string path = "fuzz-" + running->name + "-" + std::to_string(number);
  std::fprintf(stderr, "%s: input %ld: %s; see %s\n", running->name.c_str(), number, why,
               path.c_str());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(input->data()),
             static_cast<std::streamsize>(input->size()));
  _exit(1);
}

void on_signal(int signal) {
  give_up(signal == SIGALRM ? "does not end" : "crashes");
}

void damage(Bytes& bytes, std::mt19937& random) {
  static const std::uint8_t numbers[] = {0, 1, 2, 127, 128, 254, 255};
  if (bytes.empty()) bytes.push_back(0);
  auto place = [&] {
    // What says how long things are mostly stands in front.
    std::size_t most = random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 32) : bytes.size();
    return random() % most;
  };
  std::size_t at = place(), size = std::min<std::size_t>(1 + random() % 16, bytes.size() - at);
  auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random() % 8) {
    case 0:
      bytes[at] = static_cast<std::uint8_t>(random());
      return;
    case 1:
      bytes[at] ^= static_cast<std::uint8_t>(1u << random() % 8);
      return;
    case 2:
      bytes[at] = numbers[random() % sizeof numbers];
      return;
    case 3:
      std::fill_n(from, size, numbers[random() % sizeof numbers]);
      return;
    case 4:
      bytes.resize(at);
      return;
    case 5:
      bytes.erase(from, from + static_cast<std::ptrdiff_t>(size));
      return;
    case 6: {
      Bytes copy(from, from + static_cast<std::ptrdiff_t>(size));
      bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(place()), copy.begin(), copy.end());
      return;
    }
    default:
      for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<std::uint8_t>(random());
  }
}

Bytes input_of(const Target& target, long n) {
  std::mt19937 random(static_cast<std::uint32_t>(n) * 2654435761u + 1);
  auto seeds = static_cast<long>(target.seeds.size());
  Bytes bytes = target.seeds[static_cast<std::size_t>(n % seeds)];
  // The seeds themselves come first.
  if (n < seeds) return bytes;
  for (unsigned k = 1 + random() % 4; k-- > 0;) damage(bytes, random);
  return bytes;
}

void run_one(const Target& target, const Bytes& bytes, long n) {
  running = &target;
  input = &bytes;
  number = n;
  alarm(kSecondsEach);
  try {
    target.run(bytes);
  } catch (const ch5mpy::Error&) {
    // an answer
  } catch (const std::exception& error) {
    give_up(error.what());
  }
  alarm(0);
}

int run_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  Bytes bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const Target& target : targets()) {
    if (std::strstr(path, ("fuzz-" + target.name + "-").c_str()) != nullptr)
      run_one(target, bytes, -1);
  }
  return 0;
}

}  // namespace

std::vector<Target>& targets() {
  static std::vector<Target> all;
  return all;
}

void require(bool holds, const char* what) {
  if (!holds) give_up(what);
}

}  // namespace fuzz

int main(int count, char** arguments) {
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGALRM}) {
    std::signal(signal, fuzz::on_signal);
  }
  if (count > 1 && std::strstr(arguments[1], "fuzz-") != nullptr)
    return fuzz::run_file(arguments[1]);
  long inputs = count > 1 ? std::atol(arguments[1]) : 20000;
  long first = count > 2 ? std::atol(arguments[2]) : 0;
  for (const fuzz::Target& target : fuzz::targets()) {
    if (count > 3 && target.name != arguments[3]) continue;
    for (long n = first; n < first + inputs; ++n)
      fuzz::run_one(target, fuzz::input_of(target, n), n);
    std::printf("%s: %ld inputs\n", target.name.c_str(), inputs);
  }
  return 0;
}
