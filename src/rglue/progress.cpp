#include "rglue/progress.h"

#include "rglue/package.h"

namespace ch5mpy {

void show_progress(const ProgressReport& report) {
  package_function("report_progress")(report.work, report.done, report.seconds);
}

}  // namespace ch5mpy
