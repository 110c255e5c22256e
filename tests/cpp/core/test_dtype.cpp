#include "core/dtype.h"

#include "rig.h"

using ch5mpy::element_size;
using ch5mpy::element_type_from_name;
using ch5mpy::element_type_name;
using ch5mpy::ElementType;

TEST_CASE("every type has R's name, and the name gives the type", "[dtype]") {
  for (ElementType type : {ElementType::logical, ElementType::integer, ElementType::real,
                           ElementType::complex, ElementType::text, ElementType::raw}) {
    CHECK(element_type_from_name(element_type_name(type)) == type);
  }
  CHECK(element_type_from_name("numeric") == ElementType::real);
  CHECK(rig::kind_thrown([] { element_type_from_name("list"); }) == "argument");
  CHECK(rig::kind_thrown([] { element_type_from_name(""); }) == "argument");
}

TEST_CASE("elements have the size that R's vectors give them", "[dtype]") {
  CHECK(element_size(ElementType::logical) == 4u);
  CHECK(element_size(ElementType::integer) == 4u);
  CHECK(element_size(ElementType::real) == sizeof(double));
  CHECK(element_size(ElementType::complex) == sizeof(ch5mpy::Complex));
  CHECK(element_size(ElementType::raw) == 1u);
}
