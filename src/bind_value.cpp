// Exports of values in memory and of datasets as a whole.
#include <Rcpp.h>

#include "core/warning_log.h"
#include "hdf5/dataset_pool.h"
#include "hdf5/key_spelling.h"
#include "hdf5/named_error.h"
#include "hdf5/outside_data.h"
#include "hdf5/tree.h"
#include "rglue/attribute_value.h"
#include "rglue/boundary.h"
#include "rglue/dataset_spec.h"
#include "rglue/handle.h"
#include "rglue/record.h"
#include "rglue/vector.h"
#include "store/dataset_sink.h"
#include "store/dataset_source.h"
#include "store/single_element.h"

using namespace ch5mpy;

namespace {

KeyPath read_path(SEXP path) {
  return parse_key_path(read_text(path, "A name"));
}

// A number for R of each extent.
Rcpp::NumericVector wrap_dims(const Dims& dims) {
  return Rcpp::NumericVector(dims.begin(), dims.end());
}

// Puts the dataset that `make(base, spec)` gives at `path`: attributes are written and the name is
// given when it is complete.
template <typename Make>
void put_dataset(SEXP x, SEXP path, const Rcpp::List& spec, Make make) {
  Location base = resolve_handle(x, Access::write);
  KeyPath target = read_path(path);
  DatasetSpec how(base, spec);
  require_target(base, target, how.overwrite());
  std::string name = join_name(base.name(), target);
  Handle dataset = naming(base, name, [&] { return make(base, how); });
  how.write_attributes(dataset.get(), name);
  put_object(base, target, dataset.get(), how.overwrite());
}

Handle write_null(const Location& base) {
  NewDataset wanted;
  wanted.null = true;
  return make_dataset(base.file_id(), wanted);
}

Handle write_vector(const Location& base, const DatasetSpec& spec, SEXP value) {
  Block values;
  borrow_vector(value, values);
  bool integer64 = is_integer64(value);
  Dims dims = vector_dims(value);
  bool is_vector = dims.empty();
  if (is_vector) dims.push_back(values.size());
  NewDataset wanted = spec.dataset(values.type(), dims, is_vector);
  spec.fit(wanted, values, integer64);
  wanted.sample = &values;
  Handle dataset = make_dataset(base.file_id(), wanted);
  DatasetSink sink(dataset.get(), wanted.row_major, integer64);
  sink.put(Selection::all(sink.dims()), values);
  return dataset;
}

// The dataset that `path` leads to.
Found find_dataset(const Location& base, SEXP path) {
  Found found = require_below(base, read_path(path));
  if (H5Iget_type(found.object.get()) == H5I_DATASET) return found;
  throw base.error(ErrorKind::type, "'" + printable(found.name) + "' is a group, not an array.",
                   found.name);
}

Rcpp::List read_dataset(const std::shared_ptr<Dataset>& stored, bool row_major, ReadMeter meter) {
  Shape shape = stored->shape();
  if (shape.kind == SpaceKind::null) {
    return Rcpp::List::create(
        Rcpp::_["value"] = R_NilValue, Rcpp::_["shape"] = Rcpp::NumericVector(),
        Rcpp::_["integer64"] = false, Rcpp::_["warnings"] = Rcpp::CharacterVector());
  }
  WarningLog log;
  DatasetSource source(stored, row_major, std::move(meter), log);
  Rcpp::Shield<SEXP> value(collect_source(source));
  return Rcpp::List::create(
      Rcpp::_["value"] = static_cast<SEXP>(value), Rcpp::_["shape"] = wrap_dims(shape.dims),
      Rcpp::_["integer64"] = source.is_integer64(), Rcpp::_["warnings"] = wrap_texts(log.texts()));
}

Handle create_array(const Location& base, const DatasetSpec& spec, const Dims& dims,
                    const std::string& type) {
  NewDataset wanted = spec.dataset(ElementType::real, dims, false);
  wanted.type = type;
  Block fill;
  if (spec.fill() != R_NilValue) {
    borrow_vector(spec.fill(), fill);
    if (fill.size() != 1) throw Error(ErrorKind::argument, "'fill' must be one value.");
    wanted.fill = &fill;
  }
  return make_dataset(base.file_id(), wanted);
}

// A plain number (no NA, no attributes); 0 for anything else.
double plain_number(SEXP x) {
  if (Rf_xlength(x) != 1 || ATTRIB(x) != R_NilValue) return 0;
  if (TYPEOF(x) == REALSXP) return REAL(x)[0];
  return TYPEOF(x) == INTSXP && INTEGER(x)[0] != NA_INTEGER ? INTEGER(x)[0] : 0;
}

// Subscripts of R's, one for each axis, as a place in the file's order; false where one is no plain
// number inside.
bool read_position(const Rcpp::List& position, const Dims& shape, bool row_major, Dims& at) {
  if (shape.size() != static_cast<std::size_t>(position.size())) return false;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    std::size_t given = row_major ? axis : shape.size() - 1 - axis;
    double number = plain_number(VECTOR_ELT(position, static_cast<R_xlen_t>(given)));
    if (!(number >= 1 && number < static_cast<double>(shape[axis]) + 1)) return false;
    at.push_back(static_cast<std::int64_t>(number) - 1);
  }
  return true;
}

}  // namespace

// [[Rcpp::export(rng = false)]]
void cpp_value_write(SEXP x, SEXP path, SEXP value, Rcpp::List spec) {
  guarded([&] {
    put_dataset(x, path, spec, [&](const Location& base, const DatasetSpec& how) {
      return value == R_NilValue ? write_null(base) : write_vector(base, how, value);
    });
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_value_read(SEXP x, SEXP path) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    Found found = find_dataset(base, path);
    return naming(base, found.name, [&] {
      std::shared_ptr<Dataset> stored = known_dataset(found.object.get());
      check_outside_data(base, *stored, found.name, Access::read);
      return read_dataset(stored, base.row_major(), ReadMeter(base, *stored, found.name));
    });
  });
}

// Of the dataset at `path`, or of its attribute `attribute`.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_record_read(SEXP x, SEXP path, SEXP attribute = R_NilValue) {
  return guarded([&] {
    Location base = resolve_handle(x, Access::read);
    Found found = require_below(base, read_path(path));
    return naming(base, found.name, [&] {
      bool whole = attribute == R_NilValue;
      hid_t object = found.object.get();
      if (whole) {
        std::shared_ptr<Dataset> stored = known_dataset(object);
        check_outside_data(base, *stored, found.name, Access::read);
        ReadMeter(base, *stored, found.name).count_all();
      }
      return wrap_records(
          whole ? RecordData::of_dataset(object)
                : RecordData::of_attribute(object, read_text(attribute, "An attribute's name")));
    });
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_array_create(SEXP x, SEXP path, Rcpp::NumericVector dim, SEXP type, Rcpp::List spec) {
  guarded([&] {
    put_dataset(x, path, spec, [&](const Location& base, const DatasetSpec& how) {
      return create_array(base, how, Dims(dim.begin(), dim.end()), read_text(type, "type"));
    });
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_array_shape(SEXP x) {
  return guarded([&] {
    Location array = resolve_handle(x, Access::read);
    return wrap_dims(read_dataset_dims(array.id()));
  });
}

// The element at a position, a list of a subscript for each axis, by the shortest way; NULL where a
// subscript is no plain number inside or the longer way has to read it.
// [[Rcpp::export(rng = false)]]
SEXP cpp_array_element(SEXP x, Rcpp::List position) {
  return guarded([&]() -> SEXP {
    Location array = resolve_handle(x, Access::read);
    std::shared_ptr<Dataset> dataset = array.dataset();
    ReadMeter(array, *dataset, array.name());
    Dims at;
    if (!read_position(position, dataset->shape().dims, array.row_major(), at)) return R_NilValue;
    Block value;
    bool read = naming(array, array.name(), [&] { return read_single(*dataset, at, value); });
    return read ? wrap_elements(value) : R_NilValue;
  });
}

// [[Rcpp::export(rng = false)]]
void cpp_array_resize(SEXP x, Rcpp::NumericVector dim) {
  guarded([&] {
    Location array = resolve_handle(x, Access::write);
    Dims dims(dim.begin(), dim.end());
    naming(array, array.name(), [&] {
      resize_dataset(*known_dataset(array.id()), array.row_major() ? dims : reversed(dims),
                     array.name());
    });
    array.file().mark_dirty();
  });
}
