// Warnings as data: gathered while work goes on, raised by R once it is done.
//
// Contract: one thread at a time. A text that is there already is not added again, so each warning
// is raised once however many blocks it came from; order is that of first arrival.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace ch5mpy {

class WarningLog {
 public:
  void add(const std::string& text) {
    if (std::find(texts_.begin(), texts_.end(), text) == texts_.end()) texts_.push_back(text);
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
};

}  // namespace ch5mpy
