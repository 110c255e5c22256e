#include "hdf5/key_path.h"

#include "core/error.h"

namespace ch5mpy {

namespace {

void check_key(const std::string& key, const std::string& path) {
  const char* wrong = nullptr;
  if (key.empty()) {
    wrong = "holds an empty key";
  } else if (key == ".") {
    wrong = "holds the key \".\", which HDF5 cannot give a link";
  } else if (key.find('\0') != std::string::npos) {
    wrong = "holds a NUL character";
  }
  if (wrong == nullptr) return;
  std::string shown = path.substr(0, path.find('\0'));
  throw Error(ErrorKind::argument,
              "The name '" + shown + "' " + wrong + "; keys are separated by single slashes.")
      .with("name", shown);
}

}  // namespace

std::string KeyPath::text() const {
  std::string joined;
  for (const std::string& key : keys) {
    if (!joined.empty()) joined += '/';
    joined += key;
  }
  return joined;
}

KeyPath parse_key_path(const std::string& path) {
  KeyPath parsed;
  if (path.empty()) return parsed;
  parsed.absolute = path.front() == '/';
  std::size_t begin = parsed.absolute ? 1 : 0;
  if (begin == path.size()) return parsed;
  while (true) {
    std::size_t end = path.find('/', begin);
    std::string key = path.substr(begin, end == std::string::npos ? end : end - begin);
    check_key(key, path);
    parsed.keys.push_back(std::move(key));
    if (end == std::string::npos) return parsed;
    begin = end + 1;
  }
}

std::string join_name(const std::string& base, const std::string& key) {
  if (key.empty()) return base;
  return base == "/" ? base + key : base + "/" + key;
}

std::string join_name(const std::string& base, const KeyPath& path) {
  return join_name(path.absolute ? std::string("/") : base, path.text());
}

std::string parent_name(const std::string& name) {
  std::size_t slash = name.rfind('/');
  if (slash == std::string::npos || slash == 0) return "/";
  return name.substr(0, slash);
}

std::string last_key(const std::string& name) {
  std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

bool is_at_or_below(const std::string& name, const std::string& ancestor) {
  if (ancestor == "/") return !name.empty() && name.front() == '/';
  if (name.compare(0, ancestor.size(), ancestor) != 0) return false;
  return name.size() == ancestor.size() || name[ancestor.size()] == '/';
}

}  // namespace ch5mpy
