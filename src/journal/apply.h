// Brings what a sealed journal holds into the main file.
//
// Contract: may be repeated from the start after being cut off at any moment. The head (the first
// bytes, where other programs look first) is marked before anything else is written, so that they
// refuse the file rather than misread it, and is made good last. 0 or an errno value.
#pragma once

#include "journal/os_file.h"
#include "journal/record.h"
#include "journal/record_source.h"

namespace ch5mpy {

int apply_records(OsFile& main, RecordSource& records, const JournalSeal& seal,
                  std::uint64_t head_offset);

}  // namespace ch5mpy
