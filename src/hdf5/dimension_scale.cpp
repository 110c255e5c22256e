#include "hdf5/dimension_scale.h"

#include <vector>

#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

herr_t collect_scale(hid_t, unsigned, hid_t scale, void* data) {
  try {
    H5Iinc_ref(scale);
    static_cast<std::vector<Handle>*>(data)->emplace_back(scale, H5Oclose);
    return 0;
  } catch (...) {
    return -1;
  }
}

// A copy of a dataset may carry a list whose references lead nowhere: it is of no use.
void detach_all(hid_t dataset, unsigned axis) {
  std::vector<Handle> scales;
  bool listed = H5DSiterate_scales(dataset, axis, nullptr, collect_scale, &scales) >= 0;
  for (const Handle& scale : scales)
    listed = listed && H5DSdetach_scale(dataset, scale.get(), axis) >= 0;
  if (!listed && H5Aexists(dataset, "DIMENSION_LIST") > 0) H5Adelete(dataset, "DIMENSION_LIST");
  H5Eclear2(H5E_DEFAULT);
}

}  // namespace

void attach_scale(hid_t dataset, unsigned axis, hid_t scale, const std::string& label) {
  detach_all(dataset, axis);
  if (H5DSis_scale(scale) <= 0)
    check_status(H5DSset_scale(scale, "dimnames"), "make a dimension scale");
  if (!label.empty())
    check_status(H5DSset_label(dataset, axis, label.c_str()), "label an axis");
  check_status(H5DSattach_scale(dataset, scale, axis), "attach a dimension scale");
}

}  // namespace ch5mpy
