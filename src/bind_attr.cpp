// Exports of attributes and dimension scales.
#include <Rcpp.h>

#include "hdf5/attribute.h"
#include "hdf5/dimension_scale.h"
#include "hdf5/link.h"
#include "hdf5/tree.h"
#include "rglue/attribute_value.h"
#include "rglue/boundary.h"
#include "rglue/handle.h"

using namespace ch5mpy;

namespace {

// The object that owns the attributes.
Found find_owner(const Location& base, SEXP path) {
  return require_below(base, parse_key_path(read_text(path, "A name")));
}

}  // namespace

// [[Rcpp::export(rng = false)]]
SEXP cpp_attr_names(SEXP x, SEXP path) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    return wrap_texts(attribute_names(find_owner(base, path).object.get()));
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_attr_read(SEXP x, SEXP path, SEXP name) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    Found owner = find_owner(base, path);
    AttributeValue value =
        read_attribute(owner.object.get(), owner.name, read_text(name, "An attribute's name"));
    return Rcpp::List::create(Rcpp::_["value"] = wrap_attribute(value, base.row_major()),
                              Rcpp::_["null"] = value.space == SpaceKind::null,
                              Rcpp::_["exact"] = value.exact);
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_attr_write(SEXP x, SEXP path, SEXP name, SEXP value,
                    Rcpp::Nullable<Rcpp::CharacterVector> type = R_NilValue) {
  guarded([&] {
    Location base = resolve_handle(x, Access::write);
    Found owner = find_owner(base, path);
    std::string type_name = type.isNull() ? "" : read_text(type.get(), "type");
    base.file().mark_dirty();
    write_attribute(owner.object.get(), owner.name, read_text(name, "An attribute's name"),
                    read_attribute_value(value, base.row_major()), type_name);
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_attr_delete(SEXP x, SEXP path, SEXP name) {
  guarded([&] {
    Location base = resolve_handle(x, Access::write);
    Found owner = find_owner(base, path);
    base.file().mark_dirty();
    delete_attribute(owner.object.get(), owner.name, read_text(name, "An attribute's name"));
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_scale_attach(SEXP x, SEXP dataset_path, double axis, SEXP scale_path,
                      std::string label) {
  guarded([&] {
    Location base = resolve_handle(x, Access::write);
    Found dataset = find_owner(base, dataset_path);
    Found scale = find_owner(base, scale_path);
    base.file().mark_dirty();
    attach_scale(dataset.object.get(), static_cast<unsigned>(axis), scale.object.get(), label);
  });
}
