// Exports of groups, links and stages.
#include <Rcpp.h>

#include <algorithm>

#include "hdf5/attribute.h"
#include "hdf5/key_spelling.h"
#include "hdf5/link.h"
#include "hdf5/named_error.h"
#include "hdf5/renewal.h"
#include "hdf5/stage.h"
#include "hdf5/tree.h"
#include "rglue/attribute_value.h"
#include "rglue/boundary.h"
#include "rglue/handle.h"
#include "rglue/package.h"
#include "rglue/node_list.h"

using namespace ch5mpy;

namespace {

KeyPath read_path(SEXP path) { return parse_key_path(read_text(path, "A name")); }

void write_attributes(hid_t object, const std::string& owner, const Rcpp::List& attributes,
                      bool row_major) {
  if (attributes.size() == 0) return;
  std::vector<std::string> names = read_texts(attributes.names(), "names(attributes)");
  for (std::size_t i = 0; i < names.size(); ++i)
    write_attribute(object, owner, names[i], read_attribute_value(attributes[i], row_major), "");
}

}  // namespace

// [[Rcpp::export(rng = false)]]
SEXP cpp_node_find(SEXP x, SEXP path, bool value = false) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    KeyPath below = read_path(path);
    return naming(base, join_name(base.name(), below),
                  [&] { return wrap_found(base, find_below(base, below), value); });
  });
}

// [[Rcpp::export(rng = false)]]
SEXP cpp_node_parent(SEXP x) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    return wrap_found(base, find_above(base), false);
  });
}

// [[Rcpp::export(rng = false)]]
SEXP cpp_node_describe(SEXP x, SEXP path) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    KeyPath below = read_path(path);
    return naming(base, join_name(base.name(), below),
                  [&] { return wrap_description(find_below(base, below)); });
  });
}

// [[Rcpp::export(rng = false)]]
SEXP cpp_node_names(SEXP x, SEXP path) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    Found group = require_below(base, read_path(path));
    require_container(group.object.get(), group.name, true);
    return wrap_texts(link_keys(group.object.get()));
  });
}

// [[Rcpp::export(rng = false)]]
bool cpp_node_exists(SEXP x, SEXP path) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    try {
      return exists_below(base, read_path(path));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::type) throw;
      return false;
    }
  });
}

// [[Rcpp::export(rng = false)]]
bool cpp_node_same(SEXP x, SEXP y) {
  return guarded([&] {
    Location a = resolve_handle(x, Access::read);
    Location b = resolve_handle(y, Access::read);
    return same_object(a, b);
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_node_locate(SEXP x) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    return Rcpp::List::create(Rcpp::_["path"] = wrap_text(base.path()),
                              Rcpp::_["name"] = wrap_text(printable(base.name())),
                              Rcpp::_["mode"] = wrap_text(base.writable() ? "r+" : "r"));
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_node_create_group(SEXP x, SEXP path, Rcpp::Nullable<Rcpp::List> attributes = R_NilValue) {
  guarded([&] {
    Location base = resolve_handle(x, Access::write);
    KeyPath target = read_path(path);
    require_target(base, target, false);
    Handle group = new_group(base.file_id());
    std::string name = join_name(base.name(), target);
    if (attributes.isNotNull())
      write_attributes(group.get(), name, Rcpp::List(attributes.get()), base.row_major());
    put_object(base, target, group.get(), false);
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_node_delete(SEXP x, SEXP path) {
  guarded([&] { delete_object(resolve_handle(x, Access::write), read_path(path)); });
}

// [[Rcpp::export(rng = false)]]
void cpp_node_move(SEXP x, SEXP from, SEXP y, SEXP to) {
  guarded([&] {
    Location source = resolve_handle(x, Access::write);
    Location target = resolve_handle(y, Access::write);
    move_object(source, read_path(from), target, read_path(to));
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_node_copy(SEXP x, SEXP path, SEXP y, SEXP to) {
  guarded([&] {
    Location target = resolve_handle(y, Access::write);
    Location source = resolve_handle(x, Access::read);
    copy_object(source, read_path(path), target, read_path(to));
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_node_renumber(SEXP x, Rcpp::NumericVector removed) {
  guarded([&] {
    Location list = resolve_handle(x, Access::write);
    std::vector<std::uint64_t> indices(removed.begin(), removed.end());
    std::sort(indices.begin(), indices.end());
    renumber_list(list, indices);
  });
}

// [[Rcpp::export(rng = false)]]
SEXP cpp_stage_begin(SEXP x) {
  return guarded([&]() -> SEXP {
    ObjectId stage = begin_stage(resolve_handle(x, Access::write));
    return package_function("new_handle")("H5GroupHandle", x, "", static_cast<double>(stage));
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_stage_commit(SEXP stage, Rcpp::CharacterVector from, SEXP x, Rcpp::CharacterVector to,
                      bool replace) {
  guarded([&] {
    Location source = resolve_handle(stage, Access::write);
    Location target = resolve_handle(x, Access::write);
    std::vector<std::string> children = read_texts(from, "from");
    std::vector<std::string> paths = read_texts(to, "to");
    if (children.size() != paths.size())
      throw Error(ErrorKind::internal, "A stage's commit needs as many names as paths.");
    std::vector<StageLink> links(paths.size());
    for (std::size_t i = 0; i < links.size(); ++i)
      links[i] = {from[i] != NA_STRING, children[i], paths[i]};
    commit_stage(source, links, target, replace);
  });
}

// The stage's dataset `from` takes the place of `x`, and handles on `x` go on with it.
// [[Rcpp::export(rng = false)]]
void cpp_stage_renew(SEXP stage, SEXP from, SEXP x) {
  guarded([&] {
    Location old = resolve_handle(x, Access::write);
    renew_dataset(resolve_handle(stage, Access::write), read_text(from, "from"), old);
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_stage_discard(SEXP stage) {
  guarded([&] {
    HandleFields fields = read_handle(stage);
    if (FilePool::instance().state(fields.lease) == LeaseState::open)
      discard_stage(*FilePool::instance().file(fields.lease), fields.object);
  });
}
