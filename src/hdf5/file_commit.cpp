// How changes of a file become its content, or are undone.
#include "core/settings.h"
#include "hdf5/error_stack.h"
#include "hdf5/file.h"
#include "hdf5/file_driver.h"
#include "hdf5/open_error.h"

namespace ch5mpy {

bool File::begin_reading() {
  if (reader_ == nullptr || reading_) return false;
  reader_->hold();
  return reading_ = true;
}

void File::end_reading() {
  if (reading_ && reader_ != nullptr) reader_->release();
  reading_ = false;
}

void File::begin_change() {
  if (held() && undone_) {
    throw path_error(ErrorKind::transaction, path_,
                     "has been rolled back in this transaction; nothing can be changed before it ends.");
  }
  if (shut_ || transaction_ == nullptr) return;
  guard_->shut_out();
  shut_ = true;
  committed_objects_ = objects_.snapshot();
  transaction_->set_atomic(atomic_ && settings().atomic);
  transaction_->set_sync(settings().survive_power);
}

bool File::failed() const {
  return transaction_ != nullptr && (transaction_->state() == TransactionState::failed ||
                                     transaction_->state() == TransactionState::broken);
}

void File::flush() {
  if (!dirty_ || !file_) return;
  take_driver_error();
  if (H5Fflush(file_.get(), H5F_SCOPE_LOCAL) >= 0 && !failed()) return;
  std::string cause = take_error_stack();
  if (int error = take_driver_error()) cause = os_error_text(error);
  throw path_error(ErrorKind::io, path_, "could not be written: " + cause + ".");
}

void File::set_committed() {
  dirty_ = false;
  if (!shut_) return;
  stamp_now();
  committed_objects_ = ObjectRegistry::Snapshot();
  guard_->let_in();
  shut_ = false;
}

void File::commit() {
  if (!file_ || transaction_ == nullptr) return;
  // A journal would be taken for the other file's. What becomes of the changes is told at the next use.
  if (dirty_ && !is_at_its_path()) return;
  if (dirty_ && !failed()) {
    try {
      flush();
    } catch (const Error& error) {
      undo_failed(error.what());
    }
    WriterGuard::Applying applying(*guard_);
    transaction_->commit();
  }
  if (failed()) undo_failed("It could not be written: " + os_error_text(transaction_->error()) + ".");
  set_committed();
}

void File::throw_new_failure() {
  if (!failed() || failure_told_) return;
  failure_told_ = true;
  throw path_error(ErrorKind::io, path_,
                   "could not be written: " + os_error_text(transaction_->error()) + ".");
}

// Tells that the changes are lost.
void File::undo_failed(const std::string& cause) {
  rollback();
  throw path_error(ErrorKind::io, path_,
                   "is again as it was at the last commit; the changes since are undone. " + cause);
}

void File::rollback() {
  if (!file_ || transaction_ == nullptr) return;
  transaction_->abandon();
  forget_known();
  objects_.suspend();
  file_.reset();
  H5Eclear2(H5E_DEFAULT);
  take_driver_error();
  if (int error = transaction_->rollback()) {
    throw path_error(ErrorKind::io, path_,
                     "has a commit in its journal that could not be brought into it (" +
                         os_error_text(error) + "); close it and open it again.");
  }
  open_hdf5(os_file_);
  if (shut_) objects_.restore(committed_objects_);
  else objects_.resume();
  undone_ = held();
  failure_told_ = false;
  set_committed();
}

void File::set_path(std::string path) {
  path_ = std::move(path);
  if (transaction_ != nullptr) transaction_->set_journal_path(journal_path(path_));
}

bool File::is_at_its_path() const {
  FileStamp there;
  return stat_path(path_, there) == 0 && there.identity == identity_;
}

void File::close() {
  std::exception_ptr lost;
  forget_known();
  bool keep = transaction_ != nullptr && !held() && is_at_its_path();
  try {
    if (keep && changed_) finish_close();
  } catch (const Error&) {
    lost = std::current_exception();
  }
  if (failed()) transaction_->abandon();
  objects_.close_all();
  take_driver_error();
  bool failed = file_.reset() < 0;
  std::string cause = take_error_stack();
  if (int error = take_driver_error()) cause = os_error_text(error);
  if (transaction_ != nullptr) {
    // What HDF5 tidies up when it closes is a commit too, if that went well.
    if (keep && shut_ && !failed && !lost) failed = commit_tidied() != 0;
    transaction_->rollback();
  }
  transaction_.reset();
  guard_.reset();
  end_reading();
  reader_.reset();
  os_file_.reset();
  dirty_ = writable_ = shut_ = false;
  held_ = 0;
  if (lost) std::rethrow_exception(lost);
  if (failed) throw path_error(ErrorKind::io, path_, "could not be closed cleanly: " + cause + ".");
}

int File::commit_tidied() {
  try {
    WriterGuard::Applying applying(*guard_);
    return transaction_->commit();
  } catch (const Error&) {
    return 0;  // as it was committed before
  }
}

void File::finish_close() {
  commit();
  try {
    begin_change();
  } catch (const Error&) {
    return;  // somebody reads it: it stays as it was committed
  }
  objects_.close_all();
  record_free_space(file_.get(), *os_file_, free_space_->stretches());
}

}  // namespace ch5mpy
