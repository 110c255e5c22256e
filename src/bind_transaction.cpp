// Exports of transactions: verbs, the user's own, and what dead writers left.
#include <Rcpp.h>

#include "hdf5/compaction.h"
#include "hdf5/file_check.h"
#include "hdf5/location.h"
#include "hdf5/open_error.h"
#include "hdf5/writer_guard.h"
#include "rglue/boundary.h"
#include "rglue/handle.h"

using namespace ch5mpy;

namespace {

const char* recovered_name(Recovered result) {
  switch (result) {
    case Recovered::discarded:
      return "discarded";
    case Recovered::replayed:
      return "replayed";
    case Recovered::set_aside:
      return "set_aside";
    default:
      return "nothing";
  }
}

Recovered recover_path(const std::string& given) {
  std::string path = canonical_or_throw(given, OpenMode::read);
  int error = 0;
  std::unique_ptr<OsFile> file = open_os_file(path, OpenMode::write, error);
  if (file == nullptr) throw_open_error(path, OpenMode::write, error);
  WriterGuard guard(path, *file);
  return settle_journal(path, *file);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
void cpp_verb_end() {
  guarded([] { FilePool::instance().end_verb(); });
}

// [[Rcpp::export(rng = false)]]
void cpp_transaction_begin(SEXP x) {
  guarded([&] {
    FilePool& pool = FilePool::instance();
    File& file = resolve_handle(x, Access::write).file();
    if (!file.held()) {
      file.commit();
      pool.begin_change(pool.file(read_handle(x).lease));
    }
    file.hold();
  });
}

// The outermost one commits.
// [[Rcpp::export(rng = false)]]
void cpp_transaction_end(SEXP x) {
  guarded([&] {
    std::shared_ptr<File> file = FilePool::instance().file(read_handle(x).lease);
    file->unhold();
    if (file->undone()) {
      throw path_error(ErrorKind::transaction, file->path(),
                       "was rolled back in this transaction: nothing of it was done.");
    }
    if (!file->held()) file->commit();
  });
}

// Undoes all of it, also of those around it.
// [[Rcpp::export(rng = false)]]
void cpp_transaction_rollback(SEXP x) {
  guarded([&] {
    FilePool& pool = FilePool::instance();
    LeaseId lease = read_handle(x).lease;
    if (pool.state(lease) != LeaseState::open) return;
    std::shared_ptr<File> file = pool.file(lease);
    if (!file->undone()) file->rollback();
    file->unhold();
  });
}

// [[Rcpp::export(rng = false)]]
std::string cpp_file_recover(SEXP path) {
  return guarded([&] {
    std::string given = read_text(path, "path");
    return std::string(recovered_name(recover_path(R_ExpandFileName(given.c_str()))));
  });
}

// Bytes before and after.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_file_compact(SEXP path) {
  return guarded([&] {
    std::string given = R_ExpandFileName(read_text(path, "path").c_str());
    FilePool& pool = FilePool::instance();
    pool.require_closed(given, "compacted");
    Compaction done = compact_file(given);
    pool.renewed(done.path, done.old_identity, done.new_identity);
    return Rcpp::NumericVector::create(static_cast<double>(done.before),
                                       static_cast<double>(done.after));
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_file_check(SEXP path) {
  return guarded([&] {
    std::vector<Finding> found = check_file(R_ExpandFileName(read_text(path, "path").c_str()));
    R_xlen_t count = static_cast<R_xlen_t>(found.size());
    Rcpp::CharacterVector name(count), part(count), problem(count);
    for (R_xlen_t i = 0; i < count; ++i) {
      const Finding& finding = found[static_cast<std::size_t>(i)];
      name[i] = Rf_mkCharCE(finding.name.c_str(), CE_UTF8);
      part[i] = Rf_mkCharCE(finding.part.c_str(), CE_UTF8);
      problem[i] = Rf_mkCharCE(finding.problem.c_str(), CE_UTF8);
    }
    return Rcpp::List::create(Rcpp::_["name"] = name, Rcpp::_["part"] = part, Rcpp::_["problem"] = problem);
  });
}
