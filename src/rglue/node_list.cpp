#include "rglue/node_list.h"

#include "hdf5/key_spelling.h"
#include "hdf5/node.h"
#include "hdf5/outside_data.h"
#include "hdf5/scalar.h"
#include "hdf5/stage.h"
#include "rglue/attribute_value.h"
#include "rglue/handle.h"
#include "rglue/vector.h"

namespace ch5mpy {

namespace {

// A named list that grows.
class Fields {
 public:
  void add(const char* name, SEXP value) {
    values_.push_back(value);
    names_.push_back(name);
  }
  void add(const char* name, const std::string& text) { add(name, wrap_text(text)); }
  void add(const char* name, double number) { add(name, Rcpp::wrap(number)); }
  SEXP list() const {
    Rcpp::List out(values_.begin(), values_.end());
    out.names() = Rcpp::wrap(names_);
    return out;
  }

 private:
  std::vector<Rcpp::RObject> values_;
  std::vector<std::string> names_;
};

const char* link_kind(Found::State state) {
  switch (state) {
    case Found::State::dangling:
      return "dangling";
    case Found::State::external:
      return "external";
    default:
      return "other";
  }
}

const char* node_kind(NodeKind kind) {
  switch (kind) {
    case NodeKind::group:
      return "group";
    case NodeKind::dataset:
      return "dataset";
    default:
      return "other";
  }
}

SEXP wrap_dims(const Dims& dims) {
  return Rcpp::NumericVector(dims.begin(), dims.end());
}

SEXP wrap_max_dims(const Dims& dims) {
  Rcpp::NumericVector out(dims.begin(), dims.end());
  for (double& extent : out)
    if (extent < 0) extent = R_PosInf;
  return out;
}

const char* space_name(SpaceKind space) {
  switch (space) {
    case SpaceKind::null:
      return "null";
    case SpaceKind::scalar:
      return "scalar";
    default:
      return "simple";
  }
}

void add_members(Fields* fields, const StoredType& type) {
  std::vector<std::string> labels;
  Rcpp::NumericVector codes(static_cast<R_xlen_t>(type.members.size()));
  for (std::size_t i = 0; i < type.members.size(); ++i) {
    labels.push_back(type.members[i].name);
    codes[static_cast<R_xlen_t>(i)] = static_cast<double>(type.members[i].value);
  }
  fields->add("labels", wrap_texts(labels));
  fields->add("codes", codes);
}

void add_node(Fields* fields, const Found& found, const Node& node) {
  fields->add("kind", node_kind(node.kind));
  fields->add("name", printable(found.name));
  if (node.marked) fields->add("mark", printable(node.mark));
  if (!node.encoding.empty()) fields->add("encoding", printable(node.encoding));
  if (!node.own.empty()) fields->add("own", wrap_texts(node.own));
  if (node.kind == NodeKind::group) fields->add("count", static_cast<double>(node.count));
  if (node.kind == NodeKind::other)
    fields->add("why", "an object that is neither group nor dataset");
  if (node.kind != NodeKind::dataset) return;
  fields->add("space", space_name(node.shape.kind));
  fields->add("shape", wrap_dims(node.shape.dims));
  fields->add("dtype", node.type.dtype);
  bool readable = node.type.readable();
  fields->add("rtype", readable ? wrap_text(element_type_name(node.type.element))
                                : Rf_ScalarString(NA_STRING));
  if (!readable) fields->add("why", printable(node.type.why));
  if (node.record) fields->add("record", Rcpp::wrap(true));
  if (node.type.kind == StoredKind::enumeration) add_members(fields, node.type);
}

bool add_value(Fields* fields, const Location& base, const Found& found, const Node& node) {
  if (node.kind != NodeKind::dataset || node.shape.kind != SpaceKind::scalar || node.marked ||
      !node.plain || !node.type.readable() || node.type.kind == StoredKind::enumeration)
    return false;
  hid_t dataset = found.object.get();
  if (!base.trusted()) check_outside_data(base, dataset, found.name, Access::read);
  Block value;
  if (!read_scalar(dataset, node.type, &value)) return false;
  fields->add("value", wrap_elements(value));
  return true;
}

// A link that leads to no object here.
SEXP wrap_link(const Found& found) {
  Fields fields;
  fields.add("kind", link_kind(found.state));
  fields.add("name", printable(found.name));
  fields.add("object", 0.0);
  fields.add("why", found.why);
  return fields.list();
}

}  // namespace

SEXP wrap_found(const Location& base, Found found, bool value) {
  if (found.state == Found::State::absent) return R_NilValue;
  if (found.state != Found::State::object) return wrap_link(found);
  Node node = examine_node(found.object.get());
  Fields fields;
  add_node(&fields, found, node);
  bool read = value && add_value(&fields, base, found, node);
  ObjectId id = read || node.kind == NodeKind::other
                    ? 0
                    : register_found(base, found.name, std::move(found.object));
  fields.add("object", static_cast<double>(id));
  return fields.list();
}

SEXP wrap_description(Found found) {
  if (found.state == Found::State::absent) return R_NilValue;
  if (found.state != Found::State::object) return wrap_link(found);
  Node node = examine_node(found.object.get());
  Fields fields;
  add_node(&fields, found, node);
  fields.add("links", static_cast<double>(hard_links(found.object.get())));
  if (node.kind != NodeKind::dataset) return fields.list();
  DatasetStorage storage = examine_storage(found.object.get(), node);
  fields.add("maxshape", wrap_max_dims(node.shape.max));
  fields.add("layout", wrap_text(storage.layout));
  fields.add("chunk", storage.chunked ? wrap_dims(storage.chunk) : R_NilValue);
  fields.add("filters", wrap_texts(storage.filters));
  fields.add("stored_bytes", static_cast<double>(storage.stored_bytes));
  fields.add("logical_bytes", storage.logical_bytes);
  return fields.list();
}

}  // namespace ch5mpy
