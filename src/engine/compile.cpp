#include "engine/compile.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <utility>

#include "core/error.h"
#include "engine/computed_leaf.h"
#include "engine/registers.h"
#include "engine/scan.h"
#include "engine/spool.h"
#include "engine/typing.h"
#include "store/memory_array.h"

namespace ch5mpy::engine {

namespace {

using AccessPtr = std::shared_ptr<const AccessPath>;

Operand instruction_operand(const Program& program) {
  return Operand{Operand::From::instruction, static_cast<int>(program.code.size()) - 1,
                 program.code.back().type};
}

// Which of two NaN operands R's + and * of doubles give: the second when the first is recycled, or
// either of them to more than one. Logicals are doubles
// to R here, integers are not.
bool takes_second_nan(const Node& call) {
  if (call.args.size() != 2 || (call.function != "+" && call.function != "*")) return false;
  std::int64_t length[2];
  for (std::size_t k = 0; k < 2; ++k) {
    const Node* arg = call.args[k].get();
    if (arg->type != ElementType::real && arg->type != ElementType::logical) return false;
    if (arg->kind == Node::Kind::recycle) arg = arg->args[0].get();
    length[k] = element_count(arg->dims);
  }
  return length[0] != length[1] && length[1] != 1;
}

// Whether two strips of equal elements hold the same one, bit for bit; text is not looked at.
bool same_element(const Block& a, const Block& b) {
  if (a.type() != b.type() || a.type() == ElementType::text) return false;
  return std::memcmp(a.data(), b.data(), element_size(a.type())) == 0;
}

class Compiler {
 public:
  Compiler(const NodePtr& plan, const CompileOptions& options)
      : Compiler(plan, plan->type, std::make_shared<AccessPath>(plan->dims), options,
                 std::make_shared<Spooled>(spool_random(plan, options.scratch_folder))) {}

  Program take() {
    assign_registers(program_);
    return std::move(program_);
  }

 private:
  using Spooled = std::map<const Node*, NodePtr>;

  // The program of an operand that is seen through `access`; what the whole plan has in scratch is
  // shared by its parts.
  Compiler(const NodePtr& plan, ElementType type, const AccessPtr& access,
           const CompileOptions& options, std::shared_ptr<Spooled> spooled)
      : options_(options), spooled_(std::move(spooled)) {
    program_.type = type;
    program_.dims = access->output();
    program_.result = converted(node(plan, access), type);
  }

  Operand node(const NodePtr& node, const AccessPtr& access) {
    auto key = std::make_pair(node.get(), access.get());
    auto known = compiled_.find(key);
    if (known != compiled_.end()) return known->second;
    Operand operand = compile_node(*node, access);
    compiled_.emplace(key, operand);
    return operand;
  }

  Operand compile_node(const Node& node, const AccessPtr& access) {
    switch (node.kind) {
      case Node::Kind::source:
        return leaf(node.source, *access);
      case Node::Kind::constant:
        return constant(node, *access);
      case Node::Kind::random:
        return random(node, access);
      case Node::Kind::view:
      case Node::Kind::recycle:
        return this->node(node.args[0], below(node, access));
      case Node::Kind::cast:
        return converted(this->node(node.args[0], access), node.type);
      case Node::Kind::call:
        return masked(call(node, access), *access);
      case Node::Kind::map:
        return map(node, access);
      case Node::Kind::scan:
        return scan(node, access);
    }
    throw Error(ErrorKind::internal, "A plan holds a node of no known kind.");
  }

  // One access object for each way down, so that shared nodes are compiled once.
  AccessPtr below(const Node& node, const AccessPtr& access) {
    AccessPtr& known = accesses_[std::make_pair(&node, access.get())];
    if (known != nullptr) return known;
    const Node& arg = *node.args[0];
    AccessPath next = node.kind == Node::Kind::view
                          ? access->through_view(node.selection, arg.dims)
                          : access->through_recycle(element_count(arg.dims));
    known = next == *access ? access : std::make_shared<AccessPath>(std::move(next));
    return known;
  }

  // An operand of one element stands for as many as the call has.
  AccessPtr spread(const Node& call, const Node& arg, const AccessPtr& access) {
    bool single = element_count(arg.dims) == 1 && element_count(call.dims) != 1;
    if (!single || arg.kind == Node::Kind::constant) return access;
    AccessPtr& known = spread_[access.get()];
    if (known == nullptr) known = std::make_shared<AccessPath>(access->through_recycle(1));
    return known;
  }

  Operand leaf(const std::shared_ptr<BlockSource>& source, const AccessPath& access) {
    for (const LeafAccess& read : program_.reads) {
      if (read.leaf >= 0 && read.source == source.get() && read.access == access) {
        return Operand{Operand::From::leaf, read.leaf, source->type()};
      }
    }
    program_.reads.push_back(LeafAccess{source.get(), access, next_leaf()});
    return add_leaf(make_leaf(source, access, options_.preload_limit));
  }

  int next_leaf() const { return static_cast<int>(program_.leaves.size()); }

  Operand add_leaf(std::unique_ptr<Leaf> leaf) {
    ElementType type = leaf->type();
    program_.leaves.push_back(std::move(leaf));
    return Operand{Operand::From::leaf, next_leaf() - 1, type};
  }

  Operand random(const Node& node, const AccessPtr& access) {
    auto spooled = spooled_->find(&node);
    if (spooled != spooled_->end()) return this->node(spooled->second, access);
    program_.reads.push_back(LeafAccess{nullptr, *access, next_leaf()});
    return add_leaf(make_random_leaf(node.draw, node.type, access->output()));
  }

  // An operand that is evaluated on its own; what it reads is read by this program.
  std::unique_ptr<Evaluation> part(const NodePtr& plan, ElementType type, const AccessPtr& access) {
    Program inner = Compiler(plan, type, access, options_, spooled_).take();
    for (LeafAccess read : inner.reads) {
      read.leaf = -1;
      program_.reads.push_back(std::move(read));
    }
    program_.may_warn = program_.may_warn || inner.may_warn;
    return std::make_unique<Evaluation>(std::move(inner), options_.math);
  }

  Operand map(const Node& node, const AccessPtr& access) {
    std::vector<MapPart> parts;
    for (const NodePtr& arg : node.args) {
      MapPart operand;
      if (arg->kind == Node::Kind::constant) {
        operand.constant = arg->constant;
      } else {
        operand.values = part(arg, arg->type, spread(node, *arg, access));
      }
      parts.push_back(std::move(operand));
    }
    program_.may_warn = true;
    return add_leaf(make_map_leaf(node.block_function, std::move(parts), node.type,
                                  access->gives_na() ? access : nullptr));
  }

  // Streamed where all elements are wanted in their order; else computed before, into scratch.
  Operand scan(const Node& node, const AccessPtr& access) {
    auto known = spooled_->find(&node);
    if (known != spooled_->end()) return this->node(known->second, access);
    if (access->is_whole()) return add_leaf(scan_leaf(node, access));
    std::unique_ptr<Leaf> leaf = scan_leaf(node, std::make_shared<AccessPath>(node.dims));
    NodePtr spooled = spool_leaf(*leaf, node.dims, options_.scratch_folder);
    for (std::string& text : leaf->warnings()) program_.warnings.push_back(std::move(text));
    spooled_->emplace(&node, spooled);
    return this->node(spooled, access);
  }

  std::unique_ptr<Leaf> scan_leaf(const Node& node, const AccessPtr& access) {
    std::unique_ptr<Scan> state = make_scan_state(node.function, node.type);
    program_.may_warn = program_.may_warn || node.type == ElementType::integer;
    return make_scan_leaf(part(node.args[0], node.type, access), std::move(state));
  }

  Operand constant(const Node& node, const AccessPath& access) {
    if (access.gives_na()) {
      Block value(node.type, 1);
      fill_block(*node.constant, value);
      return leaf(std::make_shared<MemoryArray>(std::move(value), Dims{1}),
                  access.through_recycle(1));
    }
    return add_constant(constant_strip(*node.constant));
  }

  // Equal constants are one, so that what is computed with them is computed once.
  Operand add_constant(Block strip) {
    ElementType type = strip.type();
    for (std::size_t i = 0; i < program_.constants.size(); ++i) {
      if (!same_element(program_.constants[i], strip)) continue;
      return Operand{Operand::From::constant, static_cast<int>(i), type};
    }
    program_.constants.push_back(std::move(strip));
    return Operand{Operand::From::constant, static_cast<int>(program_.constants.size()) - 1, type};
  }

  Operand number(double value) {
    Block strip(ElementType::real, 1);
    *strip.as<double>() = value;
    return add_constant(constant_strip(strip));
  }

  Operand converted(Operand operand, ElementType type) {
    if (operand.type == type) return operand;
    const CastRow& row = cast_row(operand.type, type);
    return named(emit(row.kernel, {operand}, type, row.warns),
                 std::string("as.") + element_type_name(type));
  }

  Operand call(const Node& node, const AccessPtr& access) {
    std::vector<Operand> operands;
    std::vector<ElementType> types;
    for (const NodePtr& arg : node.args) {
      operands.push_back(this->node(arg, spread(node, *arg, access)));
      types.push_back(arg->type);
    }
    bool rounds = node.function == "round" || node.function == "signif";
    if (rounds && node.type == ElementType::integer) return converted(operands[0], node.type);
    if (rounds && operands.size() == 1) {
      operands.push_back(number(node.function == "round" ? 0 : 6));
      types.push_back(ElementType::real);
    }
    if (node.function == "ifelse") return choice(node, operands);
    if (node.function == "[<-") return emit(assigned_complex(), operands, node.type, false);
    const KernelRow& row = kernel_for(node.function, types);
    for (Operand& operand : operands) operand = converted(operand, row.in);
    program_.on_r = program_.on_r || row.on_r;
    Operand result = emit(row.kernel, operands, row.out, row.warns, takes_second_nan(node));
    return converted(named(result, node.function), node.type);
  }

  Operand named(Operand result, const std::string& name) {
    if (result.from == Operand::From::instruction) {
      program_.code[static_cast<std::size_t>(result.index)].name = name;
    }
    return result;
  }

  Operand choice(const Node& node, std::vector<Operand> operands) {
    Kernel kernel = choice_kernel(node.type, node.args[1]->type);
    if (kernel == nullptr) {
      throw Error(ErrorKind::internal, "A choice among texts is left to R.");
    }
    operands[0] = converted(operands[0], ElementType::logical);
    // Base assigns what it takes from the last operand to what it has taken from the second.
    bool assigned = node.args[1]->type == ElementType::complex;
    if (assigned && operands[2].type == ElementType::real) {
      operands[2] = emit(assigned_complex(), {operands[2]}, ElementType::complex, false);
    }
    for (std::size_t k = 1; k < 3; ++k) operands[k] = converted(operands[k], node.type);
    return named(emit(kernel, operands, node.type, false), node.function);
  }

  // Elements that a view has no place for are NA, whatever the call makes of an NA.
  Operand masked(Operand result, const AccessPath& access) {
    Kernel kernel = missing_mask(result.type);
    if (!access.gives_na() || kernel == nullptr) return result;
    Block present(ElementType::logical, 1);
    *present.as<std::int32_t>() = 1;
    Operand mask =
        leaf(std::make_shared<MemoryArray>(std::move(present), Dims{1}), access.through_recycle(1));
    return named(emit(kernel, {result, mask}, result.type, false), "present");
  }

  Operand emit(Kernel kernel, const std::vector<Operand>& operands, ElementType type, bool warns,
               bool second_nan = false) {
    Operand folded;
    if (fold(kernel, operands, type, folded)) return folded;
    std::vector<int> key{second_nan};
    for (const Operand& operand : operands) {
      key.push_back(static_cast<int>(operand.from));
      key.push_back(operand.index);
    }
    auto known = emitted_.find(std::make_pair(kernel, key));
    if (known != emitted_.end()) return known->second;
    Instruction instruction;
    instruction.kernel = kernel;
    instruction.operands = operands;
    instruction.type = type;
    instruction.second_nan = second_nan;
    program_.code.push_back(std::move(instruction));
    program_.may_warn = program_.may_warn || warns;
    Operand operand = instruction_operand(program_);
    emitted_.emplace(std::make_pair(kernel, key), operand);
    return operand;
  }

  // Computes what hangs on constants only, once; what would warn is left to the run.
  bool fold(Kernel kernel, const std::vector<Operand>& operands, ElementType type,
            Operand& folded) {
    StripArgs strip;
    for (std::size_t k = 0; k < operands.size(); ++k) {
      if (operands[k].from != Operand::From::constant) return false;
      if (operands[k].type == ElementType::text) return false;
      strip.in[k] = program_.constants[static_cast<std::size_t>(operands[k].index)].data();
    }
    Block out(type, kStrip);
    std::uint32_t notes = 0;
    strip.out = out.data();
    strip.count = kStrip;
    strip.math = options_.math;
    strip.notes = &notes;
    kernel(strip);
    if (notes != 0) return false;
    folded = add_constant(std::move(out));
    return true;
  }

  CompileOptions options_;
  Program program_;
  std::shared_ptr<Spooled> spooled_;
  std::map<std::pair<const Node*, const AccessPath*>, Operand> compiled_;
  std::map<std::pair<const Node*, const AccessPath*>, AccessPtr> accesses_;
  std::map<const AccessPath*, AccessPtr> spread_;
  std::map<std::pair<Kernel, std::vector<int>>, Operand> emitted_;
};

}  // namespace

Program compile(const NodePtr& plan, const CompileOptions& options) {
  return Compiler(plan, options).take();
}

}  // namespace ch5mpy::engine
