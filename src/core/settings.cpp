#include "core/settings.h"

namespace ch5mpy {

Settings& settings() {
  static Settings current;
  return current;
}

}  // namespace ch5mpy
