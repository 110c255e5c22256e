#include "engine/computed_leaf.h"

#include <algorithm>
#include <utility>

#include "core/buffer.h"
#include "store/block_copy.h"

namespace ch5mpy::engine {

namespace {

std::int64_t bytes_of(const Program& program) {
  return static_cast<std::int64_t>(element_size(program.type)) + program.leaf_bytes();
}

Dims chunk_of(const Program& program) {
  std::vector<Dims> chunks = program.leaf_chunks();
  return chunks.empty() ? Dims() : chunks.front();
}

class MapLeaf : public Leaf {
 public:
  MapLeaf(std::shared_ptr<BlockFunction> function, std::vector<MapPart> parts, ElementType type,
          std::shared_ptr<const AccessPath> missing)
      : function_(std::move(function)),
        parts_(std::move(parts)),
        blocks_(parts_.size()),
        type_(type),
        missing_(std::move(missing)) {}

  ElementType type() const override { return type_; }

  void read(const Box& box, Block& out) override {
    std::vector<const Block*> args;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].constant != nullptr) {
        args.push_back(parts_[i].constant.get());
        continue;
      }
      parts_[i].values->compute(box, blocks_[i]);
      args.push_back(&blocks_[i]);
    }
    out.prepare(type_, box.size());
    call(args, out);
    if (missing_ != nullptr) mask(box, out);
  }

  Dims chunk() const override {
    for (const MapPart& part : parts_) {
      Dims chunk = part.values == nullptr ? Dims() : chunk_of(part.values->program());
      if (!chunk.empty()) return chunk;
    }
    return {};
  }

  // R's vectors of the operands and the result come on top of ours.
  std::int64_t bytes_per_element() const override {
    std::int64_t bytes = 2 * Leaf::bytes_per_element();
    for (const MapPart& part : parts_) {
      if (part.values == nullptr) continue;
      bytes += bytes_of(part.values->program()) +
               static_cast<std::int64_t>(element_size(part.values->type()));
    }
    return bytes;
  }

  bool needs_order() const override {
    return std::any_of(parts_.begin(), parts_.end(), [](const MapPart& part) {
      return part.values != nullptr && part.values->program().needs_order();
    });
  }

  std::vector<std::string> warnings() const override {
    std::vector<std::string> texts;
    for (const MapPart& part : parts_) {
      if (part.values == nullptr) continue;
      for (std::string& text : part.values->warnings()) texts.push_back(std::move(text));
    }
    return texts;
  }

 private:
  // Of single values there is a single result.
  void call(const std::vector<const Block*>& args, Block& out) {
    bool single = std::all_of(parts_.begin(), parts_.end(),
                              [](const MapPart& part) { return part.constant != nullptr; });
    if (!single) return function_->call(args, out);
    Block value(type_, 1);
    function_->call(args, value);
    fill_block(value, out);
  }

  void mask(const Box& box, Block& out) {
    positions_.reserve(box.size() * 8);
    auto* at = positions_.as<std::int64_t>();
    missing_->positions(box, at);
    for (std::int64_t i = 0; i < box.size(); ++i) {
      if (at[i] == kNaIndex) set_na(out, i);
    }
  }

  std::shared_ptr<BlockFunction> function_;
  std::vector<MapPart> parts_;
  std::vector<Block> blocks_;
  ElementType type_;
  std::shared_ptr<const AccessPath> missing_;
  Buffer positions_;
};

class ScanLeaf : public Leaf {
 public:
  ScanLeaf(std::unique_ptr<Evaluation> values, std::unique_ptr<Scan> scan)
      : values_(std::move(values)), scan_(std::move(scan)) {}

  ElementType type() const override { return values_->type(); }
  bool needs_order() const override { return true; }
  std::int64_t bytes_per_element() const override {
    return bytes_of(values_->program()) + Leaf::bytes_per_element();
  }
  Dims chunk() const override { return chunk_of(values_->program()); }

  void read(const Box& box, Block& out) override {
    values_->compute(box, block_);
    out.prepare(type(), box.size());
    scan_->step(block_, out);
  }

  std::vector<std::string> warnings() const override {
    std::vector<std::string> texts = values_->warnings();
    if (!scan_->warning().empty()) texts.push_back(scan_->warning());
    return texts;
  }

 private:
  std::unique_ptr<Evaluation> values_;
  std::unique_ptr<Scan> scan_;
  Block block_;
};

}  // namespace

std::unique_ptr<Leaf> make_map_leaf(std::shared_ptr<BlockFunction> function,
                                    std::vector<MapPart> parts, ElementType type,
                                    std::shared_ptr<const AccessPath> missing) {
  return std::make_unique<MapLeaf>(std::move(function), std::move(parts), type, std::move(missing));
}

std::unique_ptr<Leaf> make_scan_leaf(std::unique_ptr<Evaluation> values,
                                     std::unique_ptr<Scan> scan) {
  return std::make_unique<ScanLeaf>(std::move(values), std::move(scan));
}

}  // namespace ch5mpy::engine
