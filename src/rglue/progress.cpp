#include "rglue/progress.h"

#include <Rcpp.h>

namespace ch5mpy {

void show_progress(const ProgressReport& report) {
  Rcpp::Environment home = Rcpp::Environment::namespace_env("ch5mpy");
  Rcpp::Function show = home["report_progress"];
  show(report.work, report.done, report.seconds);
}

}  // namespace ch5mpy
