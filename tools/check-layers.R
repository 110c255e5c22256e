# Checks that the code keeps its layers (dev/architecture.md): the two lists of files against the
# disk, every include, every call in R, and that each file has its test. Prints each offence as
# file:line: what, and fails when there is one.
#
#   Rscript tools/check-layers.R [root of the source tree]

cpp_layers <- c("core", "codec", "journal", "hdf5", "store", "engine", "rglue", "bind")
r_layers <- c("support", "ref", "plan", "array", "ops", "value", "container", "ide")
# First word of a file's name -> its layer, where they differ.
r_prefixes <- c(conditions = "support", check = "support", options = "support", generics = "support", progress = "support",
                format = "support", dict = "container", list = "container")
# Files outside the order, because they wire the package up.
r_exempt <- c("ch5mpy-package", "RcppExports", "zzz")
# What a C++ layer sees besides itself, where that is less than all below it.
cpp_sees <- list(codec = "core", journal = "core", engine = c("core", "store"))
# Layers whose files are tested in tests/cpp, one by one.
cpp_tested <- c("core", "codec", "journal")
# Headers that only the files matching `where` may include.
restricted <- list(
  list(header = "^(hdf5(_hl|lib)?|H5[A-Za-z0-9]+)[.]h$", where = "^hdf5/api[.]h$",
       says = "only hdf5/api.h includes HDF5"),
  list(header = "^(R|Rinternals|Rmath|Rversion|Rdefines|Rcpp|RcppCommon)([.]h)?$|^(R_ext|Rcpp|cpp11)/",
       where = "^(rglue/|bind_|RcppExports)", says = "only rglue/ and bind_* see R"),
  list(header = "^(iostream|fstream|cstdio|stdio[.]h|unistd[.]h|fcntl[.]h)$|^sys/",
       where = "^(journal|hdf5|store|rglue)/|^core/process", says = "this layer does no input or output")
)

# ---- What all checks share ----

offence <- function(file, line, text) sprintf("%s:%d: %s", file, as.integer(line), text)

read_tree <- function(root, path) readLines(file.path(root, path), warn = FALSE, encoding = "UTF-8")

stem <- function(path) sub("[.][A-Za-z]+$", "", basename(path))

tree_files <- function(root, folder, pattern) {
  list.files(file.path(root, folder), pattern, recursive = TRUE)
}

cpp_layer <- function(path) {
  layer <- ifelse(grepl("/", path, fixed = TRUE), dirname(path), ifelse(grepl("^bind_", path), "bind", NA))
  ifelse(layer %in% cpp_layers, layer, NA_character_)
}

r_layer <- function(path) {
  first <- sub("-.*", "", stem(path))
  named <- r_prefixes[first]
  layer <- ifelse(is.na(named), first, named)
  unname(ifelse(layer %in% r_layers, layer, NA_character_))
}

# A list of files (entries with their line numbers) against the disk and against the layers' order.
check_listing <- function(list_file, entries, lines, disk, rank) {
  doubled <- duplicated(entries)
  absent <- !entries %in% disk
  unlisted <- setdiff(disk, entries)
  ranks <- rank(entries)
  known <- which(!is.na(ranks))
  early <- known[c(FALSE, diff(ranks[known]) < 0)]
  c(offence(list_file, lines[doubled], sprintf("%s is listed twice", entries[doubled])),
    offence(list_file, lines[absent], sprintf("%s is not on the disk", entries[absent])),
    offence(list_file, rep(1L, length(unlisted)), sprintf("%s is on the disk and not listed", unlisted)),
    offence(list_file, lines[early], sprintf("%s stands after a file of a higher layer", entries[early])))
}

# ---- Lists ----

check_collate <- function(root) {
  lines <- read_tree(root, "DESCRIPTION")
  start <- grep("^Collate:", lines)
  if (!length(start)) return(offence("DESCRIPTION", 1L, "has no Collate"))
  after <- grep("^[A-Za-z]", lines)
  end <- min(c(after[after > start], length(lines) + 1L)) - 1L
  at <- seq.int(start, end)
  entries <- regmatches(lines[at], gregexpr("[^' ]+[.]R", lines[at]))
  disk <- tree_files(root, "R", "[.]R$")
  orphans <- setdiff(disk[is.na(r_layer(disk))], paste0(r_exempt, ".R"))
  rank <- function(entry) {
    ranks <- match(r_layer(entry), r_layers)
    ranks[entry == "zzz.R"] <- length(r_layers) + 1L
    ranks[entry %in% c("ch5mpy-package.R", "RcppExports.R")] <- 0L
    ranks
  }
  c(check_listing("DESCRIPTION", unlist(entries), rep(at, lengths(entries)), disk, rank),
    offence(file.path("R", orphans), rep(1L, length(orphans)), "its name belongs to no layer")[seq_along(orphans)])
}

# The assignments of a Makevars: one row for each word, with its variable and line.
makevars_words <- function(lines) {
  variable <- NA_character_
  continued <- FALSE
  rows <- list()
  for (i in seq_along(lines)) {
    text <- sub("#.*", "", lines[[i]])
    if (!continued) {
      variable <- if (grepl("^[A-Z0-9_]+ *[:+]?=", text)) sub(" *[:+]?=.*", "", text) else NA_character_
      text <- sub("^[A-Z0-9_]+ *[:+]?=", "", text)
    }
    continued <- grepl("\\\\$", text)
    words <- strsplit(trimws(sub("\\\\$", "", text)), "[ \t]+")[[1L]]
    words <- words[nzchar(words)]
    rows[[i]] <- data.frame(variable = rep(variable, length(words)), word = words, line = rep(i, length(words)))
  }
  do.call(rbind, rows)
}

check_objects <- function(root) {
  words <- makevars_words(read_tree(root, "src/Makevars"))
  objects <- words[grepl("[.]o$", words$word), ]
  sources <- sub("[.]o$", ".cpp", objects$word)
  disk <- tree_files(root, "src", "[.](cpp|c)$")
  order <- words[words$variable %in% "OBJECTS" & grepl("^\\$", words$word), ]
  layers <- tolower(gsub("[$()]", "", order$word))
  layer <- cpp_layer(sources)
  stray <- which(!is.na(layer) & toupper(layer) != objects$variable)
  rank <- function(source) match(cpp_layer(source), cpp_layers)
  c(check_listing("src/Makevars", sources, objects$line, disk, rank),
    if (!identical(layers, cpp_layers))
      offence("src/Makevars", order$line[1L], paste("OBJECTS is not in the order", paste(cpp_layers, collapse = " "))),
    offence("src/Makevars", objects$line[stray], sprintf("%s stands in %s", sources[stray], objects$variable[stray])))
}

# ---- Includes ----

# One row for each #include below src.
all_includes <- function(root) {
  files <- setdiff(tree_files(root, "src", "[.](cpp|c|h|hpp)$"), "RcppExports.cpp")
  rows <- lapply(files, function(file) {
    lines <- read_tree(root, file.path("src", file))
    at <- grep("^\\s*#\\s*include", lines)
    header <- sub("^\\s*#\\s*include\\s*[<\"]([^>\"]*)[>\"].*", "\\1", lines[at])
    data.frame(file = rep(file, length(at)), header = header, line = at, own = grepl("\"", lines[at]))
  })
  do.call(rbind, rows)
}

# What a layer may see: itself and all below, or what cpp_sees says.
visible_layers <- function(layer) {
  below <- if (is.null(cpp_sees[[layer]])) cpp_layers[seq_len(match(layer, cpp_layers))] else cpp_sees[[layer]]
  unique(c(layer, below))
}

check_includes <- function(root) {
  includes <- all_includes(root)
  where <- file.path("src", includes$file)
  from <- cpp_layer(includes$file)
  to <- cpp_layer(includes$header)
  unknown <- is.na(from)
  absent <- includes$own & !file.exists(file.path(root, "src", includes$header)) &
    !file.exists(file.path(root, "inst", "include", includes$header))
  bracketed <- !includes$own & !is.na(to)
  crossing <- which(!unknown & !is.na(to) & includes$own)
  crossing <- crossing[!mapply(function(a, b) b %in% visible_layers(a), from[crossing], to[crossing])]
  forbidden <- unlist(lapply(restricted, function(rule) {
    bad <- grepl(rule$header, includes$header) & !grepl(rule$where, includes$file)
    offence(where[bad], includes$line[bad], sprintf("includes <%s>: %s", includes$header[bad], rule$says)[seq_len(sum(bad))])
  }))
  c(offence(unique(where[unknown]), rep(1L, length(unique(where[unknown]))), "belongs to no layer")[seq_along(unique(where[unknown]))],
    offence(where[absent], includes$line[absent], sprintf("includes %s, which is not there", includes$header[absent])),
    offence(where[bracketed], includes$line[bracketed], sprintf("includes <%s>: own headers stand in quotes", includes$header[bracketed])),
    offence(where[crossing], includes$line[crossing], sprintf("%s may not see %s", from[crossing], includes$header[crossing])),
    forbidden, check_engine_reach(includes))
}

# The engine must not reach HDF5 through a header of store either.
check_engine_reach <- function(includes) {
  own <- includes[includes$own, ]
  reached <- function(header) {
    seen <- character()
    queue <- header
    while (length(queue)) {
      seen <- c(seen, queue)
      queue <- setdiff(own$header[own$file %in% queue], seen)
    }
    seen
  }
  rows <- own[cpp_layer(own$file) %in% "engine" & cpp_layer(own$header) %in% "store", ]
  bad <- vapply(rows$header, function(header) any(cpp_layer(reached(header)) %in% "hdf5"), logical(1L))
  rows <- rows[bad, ]
  offence(file.path("src", rows$file)[seq_len(nrow(rows))], rows$line, sprintf("reaches hdf5/ through %s", rows$header))
}

# ---- Calls in R ----

# The functions that a file defines at its top level; generics are nobody's, so that a lower layer
# may call one that a higher layer gives methods to.
defined_functions <- function(expressions) {
  is_assignment <- function(e) is.call(e) && is.name(e[[1L]]) && as.character(e[[1L]]) %in% c("<-", "=") &&
    (is.name(e[[2L]]) || is.character(e[[2L]]))
  assigned <- Filter(is_assignment, as.list(expressions))
  plain <- Filter(function(e) !dispatches(e[[3L]]), assigned)
  setdiff(vapply(plain, function(e) as.character(e[[2L]]), ""), generics(expressions))
}

dispatches <- function(value) any(c("UseMethod", "standardGeneric", "setGeneric") %in% all.names(value))

generics <- function(expressions) {
  calls <- Filter(function(e) is.call(e) && identical(e[[1L]], quote(setGeneric)), as.list(expressions))
  vapply(calls, function(e) as.character(e[[2L]]), "")
}

# The names that a file takes from elsewhere: its own definitions and the locals of its functions are
# not among them. The whole file is looked at as the body of one function; nothing is evaluated.
global_names <- function(expressions) {
  whole <- as.function(list(as.call(c(list(as.name("{")), as.list(expressions)))))
  found <- suppressWarnings(codetools::findGlobals(whole, merge = FALSE))
  unique(c(found$functions, found$variables))
}

# What two files define: the later one would win silently.
doubled_functions <- function(files, parsed, owner) {
  made <- lapply(parsed, generics)
  all <- rbind(owner, data.frame(name = as.character(unlist(made)), file = rep(seq_along(files), lengths(made))))
  again <- which(duplicated(all$name))
  offence(file.path("R", files[all$file[again]]), rep(1L, length(again)), sprintf(
    "defines %s() again, which is in R/%s", all$name[again], files[all$file[match(all$name[again], all$name)]]
  )[seq_along(again)])
}

check_calls <- function(root) {
  files <- setdiff(tree_files(root, "R", "[.]R$"), paste0(r_exempt, ".R"))
  files <- files[!is.na(r_layer(files))]
  parsed <- lapply(file.path(root, "R", files), parse, keep.source = TRUE, encoding = "UTF-8")
  rank <- match(r_layer(files), r_layers)
  defined <- lapply(parsed, defined_functions)
  owner <- data.frame(name = as.character(unlist(defined)), file = rep(seq_along(files), lengths(defined)))
  c(doubled_functions(files, parsed, owner), unlist(lapply(seq_along(files), function(i) {
    higher <- owner[rank[owner$file] > rank[[i]] & owner$name %in% global_names(parsed[[i]]), ]
    higher <- higher[!higher$name %in% owner$name[rank[owner$file] <= rank[[i]]], ]
    if (!nrow(higher)) return(NULL)
    tokens <- utils::getParseData(parsed[[i]])
    used <- tokens[tokens$token %in% c("SYMBOL", "SYMBOL_FUNCTION_CALL") & tokens$text %in% higher$name, ]
    of <- higher$file[match(used$text, higher$name)]
    offence(file.path("R", files[[i]]), used$line1,
            sprintf("%s uses %s() of the higher layer %s (R/%s)", r_layers[rank[[i]]], used$text, r_layers[rank[of]], files[of]))
  })))
}

# ---- Tests ----

check_tests <- function(root) {
  scripts <- setdiff(tree_files(root, "R", "[.]R$"), paste0(r_exempt, ".R"))
  untested_r <- scripts[!file.exists(file.path(root, "tests", "testthat", paste0("test-", scripts)))]
  sources <- tree_files(root, "src", "[.]cpp$")
  sources <- sources[cpp_layer(sources) %in% cpp_tested]
  tests <- file.path("tests", "cpp", dirname(sources), paste0("test_", basename(sources)))
  untested_cpp <- !file.exists(file.path(root, tests))
  c(offence(file.path("R", untested_r)[seq_along(untested_r)], rep(1L, length(untested_r)),
            sprintf("has no tests/testthat/test-%s", untested_r)),
    offence(file.path("src", sources[untested_cpp])[seq_len(sum(untested_cpp))], rep(1L, sum(untested_cpp)),
            sprintf("has no %s", tests[untested_cpp])))
}

check_layers <- function(root) {
  sort(unique(c(check_collate(root), check_objects(root), check_includes(root), check_calls(root), check_tests(root))))
}

if (sys.nframe() == 0L) {
  argument <- commandArgs(TRUE)
  script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[[1L]])
  script <- gsub("~+~", " ", script, fixed = TRUE)
  root <- if (length(argument)) argument[[1L]] else file.path(dirname(script), "..")
  offences <- check_layers(root)
  writeLines(offences)
  if (length(offences)) quit(status = 1L)
}
