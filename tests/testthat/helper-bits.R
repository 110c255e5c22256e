# Values as texts of their bits, to compare with what Python holds: "type|shape|hex". The shape is the
# file's, the elements are in its order, which is that of R's own.

bits_text <- function(x, type = typeof(x)) {
  dim <- if (is.null(dim(x))) length(x) else rev(dim(x))
  paste(type, paste(dim, collapse = "x"), hex_text(as.vector(x), type), sep = "|")
}

hex_text <- function(x, type) {
  switch(type,
    double = bytes_text_of(writeBin(x, raw(), endian = "big")),
    complex = bytes_text_of(writeBin(c(rbind(Re(x), Im(x))), raw(), endian = "big")),
    integer = paste(x, collapse = ","),
    logical = paste(ifelse(x, "1", "0"), collapse = ","),
    character = paste(vapply(x, function(text) bytes_text_of(charToRaw(enc2utf8(text))), "", USE.NAMES = FALSE), collapse = ",")
  )
}

bytes_text_of <- function(bytes) paste(format(bytes), collapse = "")

# The same in Python: `show(name, value, type)` prints "name|type|shape|hex".
python_bits <- c(
  "def show(name, v, kind):", "    v = np.asarray(v)", "    shape = 'x'.join(str(n) for n in v.shape) or '1'", "    flat = v.reshape(-1)",
  "    if kind == 'double': text = flat.astype('>f8').tobytes().hex()", "    elif kind == 'complex': text = flat.astype('>c16').tobytes().hex()",
  "    elif kind == 'integer': text = ','.join(str(int(x)) for x in flat)", "    elif kind == 'logical': text = ','.join('1' if x else '0' for x in flat)",
  "    else: text = ','.join((x if isinstance(x, bytes) else str(x).encode('utf-8')).hex() for x in flat)", "    print('|'.join([name, kind, shape, text]))"
)
