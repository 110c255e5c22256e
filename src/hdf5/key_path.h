// Names of objects: a relative path of keys, and absolute names made from it.
//
// Contract: pure text, no HDF5 calls. A key is what stands between two slashes; an empty key, "."
// and one that holds NUL cannot name a link of HDF5: `Error` of kind argument.
#pragma once

#include <string>
#include <vector>

namespace ch5mpy {

struct KeyPath {
  bool absolute = false;          // it began with "/": from the file's root
  std::vector<std::string> keys;  // none: the object itself (or the root)

  std::string text() const;  // joined with "/", without a leading one
};

// "" is the object itself, "/" the root, "a/b" two keys.
KeyPath parse_key_path(const std::string& path);

// `base` is absolute ("/", "/a"); the answer too. From the root where `path.absolute`.
std::string join_name(const std::string& base, const KeyPath& path);
std::string join_name(const std::string& base, const std::string& key);

// The name above, "/" for "/a" and for "/" itself; and the last key, "" for "/".
std::string parent_name(const std::string& name);
std::string last_key(const std::string& name);

// Whether `name` is `ancestor` or lies below it.
bool is_at_or_below(const std::string& name, const std::string& ancestor);

}  // namespace ch5mpy
