#include "hdf5/file_check.h"

#include "hdf5/open_error.h"

namespace ch5mpy {

namespace {

std::string journal_problem(JournalState state) {
  switch (state) {
    case JournalState::unsealed:
      return "It holds changes of a process that died before they were committed: opening the file, or "
             "h5_recover(), takes it away.";
    case JournalState::sealed:
      return "It holds a commit that was cut off: opening the file, or h5_recover(), brings it in.";
    case JournalState::foreign:
      return "It holds a commit to another state of the file, which another program changed since.";
    case JournalState::unknown:
      return "It is no journal: opening the file, or h5_recover(), renames it.";
    default:
      return "";
  }
}

std::vector<Finding> check_journal(const std::string& path, OsFile& file) {
  JournalState state;
  std::string problem;
  if (int error = inspect_journal(path, file, state)) {
    problem = "It cannot be read: " + os_error_text(error) + ".";
  } else {
    problem = journal_problem(state);
  }
  if (problem.empty()) return {};
  return {{"", "journal", problem}};
}

}  // namespace

std::vector<Finding> check_file(const std::string& path) {
  std::string name = canonical_or_throw(path, OpenMode::read);
  int error = 0;
  std::unique_ptr<OsFile> file = open_os_file(name, OpenMode::read, error);
  if (file == nullptr) throw_open_error(path, OpenMode::read, error);
  std::vector<Finding> found = check_journal(name, *file);
  try {
    Opening opening = FilePool::instance().open(name, FileMode::read);
    HandleFields fields;
    fields.path = name;
    fields.name = "/";
    fields.lease = opening.lease();
    fields.object = opening.object;
    for (Finding& finding : check_objects(resolve(fields, Access::read)))
      found.push_back(std::move(finding));
  } catch (const Error& failure) {
    if (failure.kind() != ErrorKind::corrupt) throw;
    found.push_back({"", "file", failure.what()});
  }
  return found;
}

}  // namespace ch5mpy
