// Ctrl-C, noticed by long loops.
//
// Contract: long loops call `poll_cancel()` about once a block, where a throw leaves everything as
// it was or can be undone; never inside an HDF5 callback. The hook (rglue's: R's own interrupt
// check) is run at most every 50 ms and only on the thread that set it; it throws to cancel. On
// other threads, and without a hook, the call does nothing.
#pragma once

namespace ch5mpy {

using CancelHook = void (*)();

void set_cancel_hook(CancelHook hook);
void poll_cancel();

// While one lives nothing is polled: work that must not be left half-way, such as putting back what
// was there before.
class CancelPause {
 public:
  CancelPause();
  ~CancelPause();
  CancelPause(const CancelPause&) = delete;
  CancelPause& operator=(const CancelPause&) = delete;
};

}  // namespace ch5mpy
