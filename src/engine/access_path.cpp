#include "engine/access_path.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ch5mpy::engine {

namespace {

// The axes whose extent is not one.
std::vector<std::size_t> wide_axes(const Dims& dims) {
  std::vector<std::size_t> axes;
  for (std::size_t a = 0; a < dims.size(); ++a) {
    if (dims[a] != 1) axes.push_back(a);
  }
  return axes;
}

// Pairs axes of two shapes that are equal but for extents of one. Left out axes map to -1.
bool match_axes(const Dims& from, const Dims& to, std::vector<int>& match) {
  match.assign(from.size(), -1);
  if (from == to) {
    for (std::size_t a = 0; a < from.size(); ++a) match[a] = static_cast<int>(a);
    return true;
  }
  std::vector<std::size_t> a = wide_axes(from);
  std::vector<std::size_t> b = wide_axes(to);
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (from[a[i]] != to[b[i]]) return false;
    match[a[i]] = static_cast<int>(b[i]);
  }
  return true;
}

std::size_t permuted(const Selection& selection, std::size_t p) {
  return selection.perm.empty() ? p : static_cast<std::size_t>(selection.perm[p]);
}

bool is_all(const Selection& selection, const Dims& in) {
  if (!selection.is_identity_perm()) return false;
  for (std::size_t a = 0; a < in.size(); ++a) {
    const AxisSelection& axis = selection.axes[a];
    if (!axis.is_run() || axis.size() != in[a]) return false;
  }
  return true;
}

bool same_axis(const AxisSelection& a, const AxisSelection& b) {
  if (a.size() != b.size()) return false;
  if (!a.is_list() && !b.is_list()) {
    return a.size() == 0 || (a[0] == b[0] && a[a.size() - 1] == b[b.size() - 1]);
  }
  for (std::int64_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

bool same_selection(const Selection& a, const Selection& b) {
  if (a.axes.size() != b.axes.size()) return false;
  for (std::size_t i = 0; i < a.axes.size(); ++i) {
    if (permuted(a, i) != permuted(b, i) || !same_axis(a.axes[i], b.axes[i])) return false;
  }
  return true;
}

// Positions in the result of `selection` become positions in the array of dims `in`.
void select_positions(const Selection& selection, const Dims& in, std::int64_t* at,
                      std::int64_t count) {
  Dims strides = column_major_strides(in);
  Dims result = selection.dims();
  for (std::int64_t i = 0; i < count; ++i) {
    if (at[i] == kNaIndex) continue;
    std::int64_t rest = at[i];
    std::int64_t position = 0;
    for (std::size_t p = 0; p < result.size(); ++p) {
      std::size_t axis = permuted(selection, p);
      std::int64_t index = selection.axes[axis][rest % result[p]];
      rest /= result[p];
      if (index == kNaIndex) {
        position = kNaIndex;
        break;
      }
      position += index * strides[axis];
    }
    at[i] = position;
  }
}

}  // namespace

Selection DirectAccess::of(const Box& box) const {
  std::vector<AxisSelection> sliced(selection.axes.size());
  std::vector<bool> done(selection.axes.size(), false);
  for (std::size_t k = 0; k < source_axis.size(); ++k) {
    if (source_axis[k] < 0) continue;
    auto axis = static_cast<std::size_t>(source_axis[k]);
    sliced[axis] = selection.axes[axis].slice(box.start[k], box.count[k]);
    done[axis] = true;
  }
  for (std::size_t a = 0; a < sliced.size(); ++a) {
    if (!done[a]) sliced[a] = selection.axes[a];
  }
  return Selection{std::move(sliced), selection.perm};
}

namespace {

bool ascends(const AxisSelection& list) {
  for (std::int64_t i = 1; i < list.size(); ++i) {
    if (list[i] < list[i - 1]) return false;
  }
  return true;
}

// How many neighbours along a selected axis lie in the same chunk of `extent`; 0 when they jump
// about.
std::int64_t neighbours_in_chunk(const AxisSelection& selected, std::int64_t extent) {
  if (selected.size() < 2) return extent;
  if (!selected.is_list()) {
    // A step over an axis takes fewer of its elements from a chunk.
    return std::max<std::int64_t>(1, extent / std::abs(selected[1] - selected[0]));
  }
  if (!ascends(selected)) return 0;
  double span = static_cast<double>(selected[selected.size() - 1] - selected[0] + 1);
  double share = static_cast<double>(selected.size()) / span;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(extent) * share));
}

}  // namespace

Dims DirectAccess::chunk(const Dims& source_chunk, std::int64_t most) const {
  Dims result(source_axis.size(), 1);
  std::vector<std::size_t> jumping;
  bool told = false;
  for (std::size_t k = 0; k < source_axis.size(); ++k) {
    if (source_axis[k] < 0) continue;
    auto axis = static_cast<std::size_t>(source_axis[k]);
    std::int64_t neighbours = neighbours_in_chunk(selection.axes[axis], source_chunk[axis]);
    if (neighbours == 0) jumping.push_back(k);
    result[k] = std::max<std::int64_t>(1, neighbours);
    told = told || source_chunk[axis] > 1;
  }
  if (!told) return {};
  for (std::size_t k : jumping) {
    std::int64_t size = selection.axes[static_cast<std::size_t>(source_axis[k])].size();
    double others = 1;
    for (std::size_t a = 0; a < result.size(); ++a) {
      if (a != k) others *= static_cast<double>(result[a]);
    }
    result[k] = std::max<std::int64_t>(
        1, std::min(size, static_cast<std::int64_t>(static_cast<double>(most) / others)));
  }
  return result;
}

AccessPath AccessPath::through_view(const Selection& selection, const Dims& in) const {
  // A reshape leaves linear positions as they are.
  if (is_all(selection, in)) return *this;
  AccessPath below(*this);
  Step step{selection, in, 0};
  Step merged;
  if (!steps_.empty() && merge(steps_.back(), step, merged)) {
    below.steps_.back() = std::move(merged);
  } else {
    below.steps_.push_back(std::move(step));
  }
  return below;
}

AccessPath AccessPath::through_recycle(std::int64_t length) const {
  AccessPath below(*this);
  Step step;
  step.modulo = length;
  below.steps_.push_back(std::move(step));
  return below;
}

bool AccessPath::merge(const Step& outer, const Step& inner, Step& merged) {
  if (outer.modulo > 0 || inner.modulo > 0) return false;
  std::vector<int> match;  // outer's source axis -> axis of inner's result
  if (!match_axes(outer.in, inner.selection.dims(), match)) return false;
  for (std::size_t k = 0; k < match.size(); ++k) {
    const AxisSelection& axis = outer.selection.axes[k];
    if (match[k] < 0 && (axis.size() != 1 || axis[0] != 0)) return false;
  }
  merged.in = inner.in;
  merged.modulo = 0;
  merged.selection = Selection{inner.selection.axes, {}};
  std::vector<bool> placed(inner.selection.axes.size(), false);
  for (std::size_t p = 0; p < match.size(); ++p) {
    std::size_t k = permuted(outer.selection, p);
    if (match[k] < 0) continue;
    std::size_t axis = permuted(inner.selection, static_cast<std::size_t>(match[k]));
    merged.selection.axes[axis] = inner.selection.axes[axis].then(outer.selection.axes[k]);
    merged.selection.perm.push_back(static_cast<int>(axis));
    placed[axis] = true;
  }
  for (std::size_t axis = 0; axis < placed.size(); ++axis) {
    if (!placed[axis]) merged.selection.perm.push_back(static_cast<int>(axis));
  }
  return true;
}

bool AccessPath::recycles() const {
  for (const Step& step : steps_) {
    if (step.modulo > 0) return true;
  }
  return false;
}

bool AccessPath::gives_na() const {
  for (const Step& step : steps_) {
    for (const AxisSelection& axis : step.selection.axes) {
      if (axis.has_na()) return true;
    }
  }
  return false;
}

bool AccessPath::repeats() const {
  if (recycles()) return true;
  for (const Step& step : steps_) {
    for (const AxisSelection& axis : step.selection.axes) {
      if (!axis.is_list()) continue;
      std::vector<std::int64_t> indices(static_cast<std::size_t>(axis.size()));
      for (std::int64_t i = 0; i < axis.size(); ++i) indices[static_cast<std::size_t>(i)] = axis[i];
      std::sort(indices.begin(), indices.end());
      if (std::adjacent_find(indices.begin(), indices.end()) != indices.end()) return true;
    }
  }
  return false;
}

std::int64_t AccessPath::recycled_length() const {
  std::int64_t length = 0;
  for (const Step& step : steps_) {
    if (step.modulo > 0) length = step.modulo;
  }
  return length;
}

AccessPath AccessPath::above_recycling() const {
  AccessPath above(*this);
  while (!above.steps_.empty() && above.steps_.back().modulo == 0) above.steps_.pop_back();
  return above;
}

AccessPath AccessPath::below_recycling() const {
  AccessPath below(Dims{recycled_length()});
  std::size_t first = above_recycling().steps_.size();
  below.steps_.assign(steps_.begin() + static_cast<std::ptrdiff_t>(first), steps_.end());
  return below;
}

bool AccessPath::direct(const Dims& source, DirectAccess& direct) const {
  if (steps_.size() > 1 || recycles()) return false;
  if (steps_.empty()) {
    direct.selection = Selection::all(source);
    return match_axes(output_, source, direct.source_axis);
  }
  Step step = steps_[0];
  // Below the view there may be a reshape of the whole source.
  bool reshaped = step.in != source;
  if (reshaped && !merge(steps_[0], Step{Selection::all(source), source, 0}, step)) return false;
  direct.selection = step.selection;
  if (!match_axes(output_, direct.selection.dims(), direct.source_axis)) return false;
  for (int& axis : direct.source_axis) {
    if (axis < 0) continue;
    axis = static_cast<int>(permuted(direct.selection, static_cast<std::size_t>(axis)));
  }
  return true;
}

void AccessPath::positions(const Box& box, std::int64_t* out) const {
  visit_runs(box, output_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
    for (std::int64_t i = 0; i < count; ++i) out[at + i] = first + i;
  });
  std::int64_t count = box.size();
  for (const Step& step : steps_) {
    if (step.modulo == 0) {
      select_positions(step.selection, step.in, out, count);
      continue;
    }
    for (std::int64_t i = 0; i < count; ++i) {
      if (out[i] != kNaIndex) out[i] %= step.modulo;
    }
  }
}

bool AccessPath::operator==(const AccessPath& other) const {
  if (output_ != other.output_ || steps_.size() != other.steps_.size()) return false;
  for (std::size_t s = 0; s < steps_.size(); ++s) {
    const Step& a = steps_[s];
    const Step& b = other.steps_[s];
    if (a.modulo != b.modulo) return false;
    if (a.modulo == 0 && (a.in != b.in || !same_selection(a.selection, b.selection))) return false;
  }
  return true;
}

}  // namespace ch5mpy::engine
