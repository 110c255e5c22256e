# What only R itself can tell: functions, environments, and what has such parts. The bytes of serialize(),
# which are read under trust only, since rebuilding them can run code.

store_serialized <- function(value, loc, path, spec) {
  bytes <- serialize(value, NULL, version = 3L)
  spec <- child_spec(spec, scalar = FALSE, attributes = list(
    `__h5_type__` = "r_serialized", `__r_class__` = class(value)
  ))
  cpp_value_write(loc, path, bytes, spec)
}

read_serialized <- function(handle) {
  if (!handle@trust) stop_untrusted("It could run code when it is rebuilt")
  bytes <- cpp_value_read(handle, "")$value
  tryCatch(unserialize(as.raw(bytes)), error = function(e) {
    stop_ch5mpy("corrupt", paste0("The bytes of ", quote_text(handle@name), " are no serialized R object: ", conditionMessage(e), "."),
                path = path_text(handle), name = handle@name)
  })
}

stop_untrusted <- function(why) {
  stop_ch5mpy("untrusted", paste0(why, "; say trust = TRUE for a file whose maker you trust."))
}
