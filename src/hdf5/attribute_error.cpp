#include "hdf5/attribute_error.h"

#include "hdf5/key_spelling.h"
#include "hdf5/link.h"

namespace ch5mpy {

Error attribute_error(ErrorKind kind, hid_t object, const std::string& owner,
                      const std::string& name, const std::string& what) {
  std::string path = file_path(object);
  return Error(kind, "The attribute '" + printable(name) + "' of '" + printable(owner) + "' in '" +
                         path + "' " + what)
      .with("path", path)
      .with("name", printable(owner))
      .with("attribute", printable(name));
}

}  // namespace ch5mpy
