#include "core/dtype.h"

#include <cstring>
#include <string>

#include "core/error.h"

namespace ch5mpy {

std::size_t element_size(ElementType type) {
  switch (type) {
    case ElementType::logical:
    case ElementType::integer:
      return 4;
    case ElementType::real:
      return 8;
    case ElementType::complex:
    case ElementType::text:
      return 16;
    case ElementType::raw:
      return 1;
  }
  return 1;
}

const char* element_type_name(ElementType type) {
  switch (type) {
    case ElementType::logical:
      return "logical";
    case ElementType::integer:
      return "integer";
    case ElementType::real:
      return "double";
    case ElementType::complex:
      return "complex";
    case ElementType::text:
      return "character";
    case ElementType::raw:
      return "raw";
  }
  return "raw";
}

ElementType element_type_from_name(const char* name) {
  constexpr ElementType types[] = {ElementType::logical, ElementType::integer, ElementType::real,
                                   ElementType::complex, ElementType::text,    ElementType::raw};
  for (ElementType type : types) {
    if (std::strcmp(element_type_name(type), name) == 0) return type;
  }
  if (std::strcmp(name, "numeric") == 0) return ElementType::real;
  throw Error(ErrorKind::argument,
              std::string("There is no R type named '") + name +
                  "'; use logical, integer, double, complex, character or raw.");
}

}  // namespace ch5mpy
