#include "core/error.h"

#include "rig.h"

using ch5mpy::Error;
using ch5mpy::ErrorKind;

TEST_CASE("an error keeps its kind, its sentence and its fields in order", "[error]") {
  const Error error =
      Error(ErrorKind::not_found, "No 'x'.").with("path", "/a.h5").with("name", "x");
  CHECK(error.kind() == ErrorKind::not_found);
  CHECK(std::string(error.what()) == "No 'x'.");
  REQUIRE(error.fields().size() == 2u);
  CHECK(error.fields()[0].first == "path");
  CHECK(error.fields()[0].second == "/a.h5");
  CHECK(error.fields()[1].second == "x");
}

TEST_CASE("an error outlives what it was made of, also across threads", "[error]") {
  std::exception_ptr held;
  try {
    std::string local = "gone";
    throw Error(ErrorKind::io, local).with("path", local);
  } catch (...) {
    held = std::current_exception();
  }
  CHECK(rig::kind_thrown([&] { std::rethrow_exception(held); }) == "io");
}

TEST_CASE("every kind has the name that its R class ends in", "[error]") {
  CHECK(std::string(ch5mpy::error_kind_name(ErrorKind::exists)) == "exists");
  CHECK(std::string(ch5mpy::error_kind_name(ErrorKind::untrusted)) == "untrusted");
  CHECK(std::string(ch5mpy::error_kind_name(ErrorKind::internal)) == "internal");
}
