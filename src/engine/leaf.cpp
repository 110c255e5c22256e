#include "engine/leaf.h"

#include <algorithm>
#include <utility>

#include "core/buffer.h"
#include "core/memory_budget.h"
#include "store/block_copy.h"
#include "store/memory_array.h"

namespace ch5mpy::engine {

namespace {

// A guess for the bytes of a string; what is longer is found out block by block.
constexpr std::int64_t kTextBytes = 48;

// Fills [at, at + count) of `out`, already prepared, by `fill(part)`.
template <typename Fill>
void fill_part(Block& out, std::int64_t at, std::int64_t count, Fill&& fill) {
  if (at == 0 && count == out.size()) {
    fill(out);
    return;
  }
  Block part;
  if (out.type() == ElementType::text) {
    fill(part);
    copy_elements(part, 0, count, out, at);
    return;
  }
  auto size = static_cast<std::int64_t>(element_size(out.type()));
  part.borrow(out.type(), out.as<char>() + at * size, count);
  fill(part);
}

// Boxes of the output are selections of the source.
class DirectLeaf : public Leaf {
 public:
  DirectLeaf(std::shared_ptr<BlockSource> source, DirectAccess access, Dims output)
      : source_(std::move(source)), access_(std::move(access)), output_(std::move(output)) {}

  ElementType type() const override { return source_->type(); }
  void read(const Box& box, Block& out) override { source_->gather(access_.of(box), out); }

  Dims chunk() const override {
    std::int64_t most = MemoryBudget::global().available() / 4 / Leaf::bytes_per_element();
    return access_.chunk(source_->chunk(), most);
  }

 private:
  std::shared_ptr<BlockSource> source_;
  DirectAccess access_;
  Dims output_;
};

// A reshape of the whole source: runs of the output are runs of the source.
class LinearLeaf : public Leaf {
 public:
  LinearLeaf(std::shared_ptr<BlockSource> source, Dims output)
      : source_(std::move(source)), output_(std::move(output)) {}

  ElementType type() const override { return source_->type(); }
  void read(const Box& box, Block& out) override {
    out.prepare(type(), box.size());
    visit_runs(box, output_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
      read_linear(*source_, first, count, out, at);
    });
  }

  // A vector is read best in slabs that end where chunks do along the source's last axis.
  Dims chunk() const override {
    const Dims& dims = source_->dims();
    if (output_.size() != 1 || dims.empty() || dims.back() == 0) return {};
    std::int64_t slab = element_count(dims) / dims.back() * source_->chunk().back();
    bool fits = slab <= MemoryBudget::global().available() / 4 / Leaf::bytes_per_element();
    return slab > 1 && fits ? Dims{slab} : Dims();
  }

 private:
  std::shared_ptr<BlockSource> source_;
  Dims output_;
};

// Recycling of values that are in memory.
class RecycledLeaf : public Leaf {
 public:
  RecycledLeaf(std::shared_ptr<MemoryArray> array, Dims output)
      : array_(std::move(array)), output_(std::move(output)) {}

  ElementType type() const override { return array_->type(); }
  void read(const Box& box, Block& out) override {
    out.prepare(type(), box.size());
    const Block& values = array_->values();
    std::int64_t length = values.size();
    visit_runs(box, output_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
      std::int64_t from = first % length;
      while (count > 0) {
        std::int64_t n = std::min(count, length - from);
        copy_elements(values, from, n, out, at);
        at += n;
        count -= n;
        from = 0;
      }
    });
  }

 private:
  std::shared_ptr<MemoryArray> array_;
  Dims output_;
};

// Anything else: the position of each element.
class ScatteredLeaf : public Leaf {
 public:
  ScatteredLeaf(std::shared_ptr<BlockSource> source, AccessPath access)
      : source_(std::move(source)), access_(std::move(access)) {}

  ElementType type() const override { return source_->type(); }
  std::int64_t bytes_per_element() const override { return Leaf::bytes_per_element() + 8; }
  void read(const Box& box, Block& out) override {
    std::int64_t count = box.size();
    positions_.reserve(count * 8);
    auto* at = positions_.as<std::int64_t>();
    access_.positions(box, at);
    std::int64_t runs = 1;
    for (std::int64_t i = 1; i < count; ++i) runs += at[i] != at[i - 1] + 1 || at[i] == 0;
    if (count == 0 || runs > count / kRunLength) {
      source_->gather_points(Points(at, count), out);
    } else {
      read_runs(at, count, out);
    }
  }

 private:
  // Shorter runs are faster point by point.
  static constexpr std::int64_t kRunLength = 64;

  void read_runs(const std::int64_t* at, std::int64_t count, Block& out) {
    out.prepare(type(), count);
    std::int64_t first = 0;
    while (first < count) {
      std::int64_t end = first + 1;
      if (at[first] == kNaIndex) {
        set_na(out, first);
      } else {
        while (end < count && at[end] == at[end - 1] + 1) ++end;
        read_linear(*source_, at[first], end - first, out, first);
      }
      first = end;
    }
  }

  std::shared_ptr<BlockSource> source_;
  AccessPath access_;
  Buffer positions_;
};

class RandomLeaf : public Leaf {
 public:
  RandomLeaf(std::shared_ptr<RandomDraw> draw, ElementType type, Dims output)
      : draw_(std::move(draw)), type_(type), output_(std::move(output)) {}

  ElementType type() const override { return type_; }
  bool needs_order() const override { return true; }
  void read(const Box& box, Block& out) override {
    out.prepare(type_, box.size());
    draw_->draw(box_origin(box, output_), out);
  }

 private:
  std::shared_ptr<RandomDraw> draw_;
  ElementType type_;
  Dims output_;
};

// All elements that `access` gives, in order.
Block load_all(BlockSource& source, const AccessPath& access) {
  Dims dims = access.output();
  Box box{Dims(dims.size(), 0), dims};
  Block values;
  std::shared_ptr<BlockSource> borrowed(&source, [](BlockSource*) {});
  make_leaf(borrowed, access, 0)->read(box, values);
  return values;
}

// What lies below the last recycling, in memory; nullptr when that is too much.
std::shared_ptr<MemoryArray> recycled_values(const std::shared_ptr<BlockSource>& source,
                                             const AccessPath& access, std::int64_t limit) {
  AccessPath below = access.below_recycling();
  auto array = std::dynamic_pointer_cast<MemoryArray>(source);
  if (array != nullptr && below.is_whole()) return array;
  std::int64_t length = access.recycled_length();
  if (length * static_cast<std::int64_t>(element_size(source->type())) > limit) return nullptr;
  return std::make_shared<MemoryArray>(load_all(*source, below), Dims{length});
}

}  // namespace

std::int64_t Leaf::bytes_per_element() const {
  auto size = static_cast<std::int64_t>(element_size(type()));
  return type() == ElementType::text ? size + kTextBytes : size;
}

std::unique_ptr<Leaf> make_leaf(std::shared_ptr<BlockSource> source, const AccessPath& access,
                                std::int64_t preload_limit) {
  DirectAccess direct;
  if (access.direct(source->dims(), direct)) {
    return std::make_unique<DirectLeaf>(std::move(source), std::move(direct), access.output());
  }
  if (access.is_whole()) return std::make_unique<LinearLeaf>(std::move(source), access.output());
  if (!access.recycles()) return std::make_unique<ScatteredLeaf>(std::move(source), access);

  std::shared_ptr<MemoryArray> values = recycled_values(source, access, preload_limit);
  if (values == nullptr) return std::make_unique<ScatteredLeaf>(std::move(source), access);
  AccessPath above = access.above_recycling();
  if (above.is_recycling()) {
    return std::make_unique<RecycledLeaf>(std::move(values), access.output());
  }
  return std::make_unique<ScatteredLeaf>(std::move(values), above);
}

std::unique_ptr<Leaf> make_random_leaf(std::shared_ptr<RandomDraw> draw, ElementType type,
                                       const Dims& output) {
  return std::make_unique<RandomLeaf>(std::move(draw), type, output);
}

void read_linear(BlockSource& source, std::int64_t first, std::int64_t count, Block& out,
                 std::int64_t at) {
  const Dims& dims = source.dims();
  std::size_t rank = dims.size();
  while (count > 0) {
    // The widest box that begins here: whole leading axes, a part of the next, one of the rest.
    Selection box = Selection::box(Dims(rank, 0), Dims(rank, 1));
    std::int64_t rest = first;
    std::int64_t taken = 1;
    bool growing = true;
    for (std::size_t a = 0; a < rank; ++a) {
      std::int64_t index = rest % dims[a];
      rest /= dims[a];
      std::int64_t width = 1;
      if (growing) {
        width = std::min(dims[a] - index, count / taken);
        growing = width == dims[a];
        taken *= width;
      }
      box.axes[a] = AxisSelection::range(index, 1, width);
    }
    fill_part(out, at, taken, [&](Block& part) { source.gather(box, part); });
    first += taken;
    at += taken;
    count -= taken;
  }
}

}  // namespace ch5mpy::engine
