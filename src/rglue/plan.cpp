#include "rglue/plan.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "core/memory_budget.h"
#include "core/settings.h"
#include "hdf5/named_error.h"
#include "rglue/attribute_value.h"
#include "rglue/block_call.h"
#include "rglue/handle.h"
#include "rglue/math_table.h"
#include "rglue/random_draw.h"
#include "rglue/vector.h"
#include "store/chunk_cache.h"
#include "store/dataset_source.h"
#include "store/memory_array.h"

namespace ch5mpy {

namespace {

using engine::NodePtr;

[[noreturn]] void malformed(const char* what) {
  throw Error(ErrorKind::internal, std::string("A plan's node has no usable '") + what + "'.");
}

SEXP field_or_null(SEXP node, const char* name) {
  if (TYPEOF(node) != VECSXP) malformed(name);
  SEXP names = Rf_getAttrib(node, R_NamesSymbol);
  for (R_xlen_t i = 0; i < Rf_xlength(names); ++i) {
    if (std::strcmp(CHAR(STRING_ELT(names, i)), name) == 0) return VECTOR_ELT(node, i);
  }
  return R_NilValue;
}

SEXP field(SEXP node, const char* name) {
  SEXP value = field_or_null(node, name);
  if (value == R_NilValue) malformed(name);
  return value;
}

std::string text_field(SEXP node, const char* name) {
  SEXP value = field(node, name);
  if (TYPEOF(value) != STRSXP || Rf_xlength(value) != 1) malformed(name);
  return CHAR(STRING_ELT(value, 0));
}

// An element of an integer or double vector that is a whole number, or kMissing.
constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::min();

std::int64_t whole_number(SEXP x, R_xlen_t i, const char* name) {
  if (TYPEOF(x) == INTSXP) return INTEGER(x)[i] == NA_INTEGER ? kMissing : INTEGER(x)[i];
  if (TYPEOF(x) != REALSXP) malformed(name);
  double value = REAL(x)[i];
  if (std::isnan(value)) return kMissing;
  if (std::fabs(value) > 9.0e15) malformed(name);
  return static_cast<std::int64_t>(value);
}

Dims dims_field(SEXP node) {
  SEXP value = field(node, "dim");
  Dims dims;
  for (R_xlen_t i = 0; i < Rf_xlength(value); ++i) {
    dims.push_back(whole_number(value, i, "dim"));
    if (dims.back() < 0) malformed("dim");
  }
  return dims;
}

ElementType type_field(SEXP node) {
  return element_type_from_name(text_field(node, "type").c_str());
}

AxisSelection read_axis(SEXP entry, std::int64_t extent) {
  if (entry == R_NilValue) return AxisSelection::all(extent);
  if (TYPEOF(entry) == VECSXP) {
    std::int64_t from = whole_number(field(entry, "from"), 0, "from");
    std::int64_t by = whole_number(field(entry, "by"), 0, "by");
    return AxisSelection::range(from - 1, by, whole_number(field(entry, "n"), 0, "n"));
  }
  std::vector<std::int64_t> indices(static_cast<std::size_t>(Rf_xlength(entry)));
  for (std::size_t i = 0; i < indices.size(); ++i) {
    std::int64_t index = whole_number(entry, static_cast<R_xlen_t>(i), "index");
    indices[i] = index == kMissing ? kNaIndex : index - 1;
  }
  return AxisSelection::list(std::move(indices));
}

// One element of a vector of R's, owned.
std::shared_ptr<const Block> single_value(SEXP value) {
  if (Rf_xlength(value) != 1) malformed("value");
  Block borrowed;
  borrow_vector(value, borrowed);
  auto owned = std::make_shared<Block>(borrowed.type(), 1);
  engine::fill_block(borrowed, *owned);
  return owned;
}

bool is_op(SEXP node, const char* op) {
  return text_field(node, "op") == op;
}

// int64 bits are of use to nobody who computes with them.
class PlainDoubles {
 public:
  explicit PlainDoubles(bool wanted) : before_(settings().int64) {
    if (wanted && before_ == Int64Policy::as_integer64) settings().int64 = Int64Policy::as_double;
  }
  ~PlainDoubles() { settings().int64 = before_; }

 private:
  Int64Policy before_;
};

}  // namespace

NodePtr PlanReader::read(SEXP node) {
  auto known = known_.find(node);
  if (known != known_.end()) return known->second;
  NodePtr made = make(node);
  known_.emplace(node, made);
  return made;
}

NodePtr PlanReader::make(SEXP node) {
  std::string op = text_field(node, "op");
  if (op == "dataset") return make_dataset_node(node);
  if (op == "view") return make_view_node(node);
  if (op == "value") return make_value_node(node);
  if (op == "call") return make_call_node(node);
  if (op == "map") return make_map_node(node);
  if (op == "scan") {
    return engine::make_scan(text_field(node, "fun"), read(field(node, "x")), type_field(node));
  }
  if (op == "fill")
    return engine::make_constant(single_value(field(node, "value")), dims_field(node));
  if (op == "recycle") return engine::make_recycle(read(field(node, "x")), dims_field(node));
  if (op == "random") {
    Rcpp::List args(field_or_null(node, "args") == R_NilValue ? Rcpp::List()
                                                              : Rcpp::List(field(node, "args")));
    auto draw = std::make_shared<FunctionDraw>(Rcpp::Function(field(node, "fun")), args);
    return engine::make_random(std::move(draw), type_field(node), dims_field(node));
  }
  if (op == "cast") return engine::make_cast(read(field(node, "x")), type_field(node));
  throw Error(ErrorKind::internal, "A plan holds a node of the unknown kind '" + op + "'.");
}

NodePtr PlanReader::make_dataset_node(SEXP node) {
  Location location = resolve_handle(field(node, "handle"), Access::read);
  DatasetKey key{{&location.file(), location.object()}, location.row_major()};
  std::shared_ptr<BlockSource>& source = datasets_[key];
  if (source == nullptr) {
    PlainDoubles plain(plain_);
    std::shared_ptr<Dataset> dataset = location.dataset();
    ReadMeter meter(location, *dataset, location.name());
    source = std::make_shared<DatasetSource>(std::move(dataset), location.row_major(),
                                             std::move(meter), log_);
  }
  return engine::make_source(source);
}

NodePtr PlanReader::make_value_node(SEXP node) {
  SEXP value = field(node, "value");
  Dims dims = dims_field(node);
  if (Rf_xlength(value) == 1) return engine::make_constant(single_value(value), std::move(dims));
  Block block;
  borrow_vector(value, block);
  return engine::make_source(std::make_shared<MemoryArray>(std::move(block), std::move(dims)));
}

NodePtr PlanReader::make_view_node(SEXP node) {
  NodePtr x = read(field(node, "x"));
  Selection selection;
  SEXP index = field(node, "index");
  if (TYPEOF(index) != VECSXP || static_cast<std::size_t>(Rf_xlength(index)) != x->dims.size()) {
    malformed("index");
  }
  for (std::size_t a = 0; a < x->dims.size(); ++a) {
    selection.axes.push_back(read_axis(VECTOR_ELT(index, static_cast<R_xlen_t>(a)), x->dims[a]));
  }
  SEXP perm = field_or_null(node, "perm");
  for (R_xlen_t i = 0; i < Rf_xlength(perm); ++i) {
    selection.perm.push_back(static_cast<int>(whole_number(perm, i, "perm")) - 1);
  }
  return engine::make_view(std::move(x), std::move(selection), dims_field(node));
}

NodePtr PlanReader::make_call_node(SEXP node) {
  std::vector<NodePtr> args;
  SEXP nodes = field(node, "args");
  for (R_xlen_t i = 0; i < Rf_xlength(nodes); ++i) args.push_back(read(VECTOR_ELT(nodes, i)));
  // Further arguments are single numbers: digits, a base.
  SEXP params = field_or_null(node, "params");
  for (R_xlen_t i = 0; i < Rf_xlength(params); ++i) {
    args.push_back(engine::make_constant(single_value(VECTOR_ELT(params, i)), Dims{1}));
  }
  return engine::make_call(text_field(node, "fun"), std::move(args), type_field(node),
                           dims_field(node));
}

NodePtr PlanReader::make_map_node(SEXP node) {
  std::vector<NodePtr> args;
  SEXP nodes = field(node, "args");
  for (R_xlen_t i = 0; i < Rf_xlength(nodes); ++i) args.push_back(read(VECTOR_ELT(nodes, i)));
  auto function = std::make_shared<BlockCall>(field(node, "fun"), field(node, "params"), log_);
  return engine::make_map(std::move(function), std::move(args), type_field(node), dims_field(node));
}

Location PlanReader::resolve_target(SEXP node) {
  if (!is_stored_view(node)) {
    throw Error(ErrorKind::argument,
                "A computed array cannot be assigned to; store it first, or assign to the array "
                "it is computed from.");
  }
  while (is_op(node, "view")) node = field(node, "x");
  Location target = resolve_handle(field(node, "handle"), Access::elements);
  naming(target, target.name(),
         [&] { target.dataset(Access::write)->require_assignable(target.name()); });
  return target;
}

bool PlanReader::reads_otherwise(const Location& target) const {
  DatasetKey other{{&target.file(), target.object()}, !target.row_major()};
  return datasets_.count(other) > 0;
}

SEXP PlanReader::all_warnings(const std::vector<std::string>& computed) const {
  std::vector<std::string> texts = warnings();
  texts.insert(texts.end(), computed.begin(), computed.end());
  return wrap_texts(texts);
}

bool PlanReader::gives_integer64(SEXP node) const {
  if (!is_stored_view(node)) return false;
  while (is_op(node, "view")) node = field(node, "x");
  auto known = known_.find(node);
  if (known == known_.end()) return false;
  const auto* source = dynamic_cast<const DatasetSource*>(known->second->source.get());
  return source != nullptr && source->is_integer64();
}

bool is_stored_view(SEXP node) {
  while (is_op(node, "view")) node = field(node, "x");
  return is_op(node, "dataset");
}

bool is_vector_node(SEXP node) {
  SEXP vector = field_or_null(node, "vector");
  return TYPEOF(vector) == LGLSXP && Rf_xlength(vector) == 1 && LOGICAL(vector)[0] != 0;
}

engine::CompileOptions engine_options() {
  double memory = settings().max_memory;
  constexpr double most = 9.0e18;
  MemoryBudget& budget = MemoryBudget::global();
  budget.set_limit(memory < most ? static_cast<std::int64_t>(memory)
                                 : std::numeric_limits<std::int64_t>::max());
  ChunkCache::global().trim();
  engine::CompileOptions options;
  options.scratch_folder = settings().scratch_dir;
  options.preload_limit = std::min<std::int64_t>(budget.available() / 8, 8 << 20);
  options.math = &r_math_table();
  return options;
}

}  // namespace ch5mpy
