# Processes that are killed while they write, and what must be left of their files.
#
# A workload is an endless series of steps, each a change of a file that is committed before the next
# begins, and the same change of a plain list. The child tells in a log how many steps it committed. After
# the kill the file must hold as many steps as the log says, or one more; never part of one.

kill_workloads <- c("keys", "replaced", "lists", "updates", "compressed", "growth", "transactions")

# One step: list(file = function(d), model = function(m)), from the number of the step alone.
kill_step <- function(workload, seed, i) {
  set.seed(seed * 7919 + i)
  numbers <- function(n) as.double(sample.int(1e6, n, replace = TRUE))
  switch(workload,
    keys = {
      key <- paste0("k", i)
      value <- numbers(sample(1:3000, 1))
      list(file = function(d) d[[key]] <- value, model = function(m) set_element(m, key, value))
    },
    replaced = {
      key <- paste0("k", sample(8, 1))
      value <- numbers(sample(2:5000, 1))
      list(file = function(d) d[[key]] <- value, model = function(m) set_element(m, key, value))
    },
    lists = {
      value <- numbers(sample(2:50, 1))
      drop <- i %% 3 == 0
      at <- sample(1e6, 1)
      list(
        file = function(d) {
          if (is.null(d$l)) d$l <- list(value)
          else if (drop && length(d$l) > 1) { l <- d$l; l[[at %% length(l) + 1]] <- NULL }
          else h5_push(d$l, value)
        },
        model = function(m) {
          if (is.null(m$l)) m$l <- list(value)
          else if (drop && length(m$l) > 1) m$l[[at %% length(m$l) + 1]] <- NULL
          else m$l[[length(m$l) + 1]] <- value
          m
        }
      )
    },
    updates = kill_update(i, numbers, "none"),
    compressed = kill_update(i, numbers, "gzip-1"),
    growth = {
      value <- numbers(sample(1:4000, 1))
      list(
        file = function(d) if (i == 1) h5_write(c(1, value), d, "x", chunk = 500) else h5_append(d$x, value),
        model = function(m) set_element(m, "x", c(if (i == 1) 1 else m$x, value))
      )
    },
    transactions = {
      keys <- paste0("k", sample(12, 3))
      values <- lapply(1:3, function(k) numbers(sample(2:2000, 1)))
      list(
        file = function(d) h5_transaction(d, for (k in 1:3) d[[keys[k]]] <- values[[k]]),
        model = function(m) {
          for (k in 1:3) m <- set_element(m, keys[k], values[[k]])
          m
        }
      )
    }
  )
}

kill_update <- function(i, numbers, compression) {
  size <- 40000
  at <- sort(sample(size, 2))
  value <- numbers(at[2] - at[1] + 1)
  list(
    file = function(d) {
      if (i == 1) h5_write(as.double(seq_len(size)), d, "x", chunk = 1000, compression = compression)
      else { x <- d$x; x[at[1]:at[2]] <- value }
    },
    model = function(m) {
      if (i == 1) m$x <- as.double(seq_len(size)) else m$x[at[1]:at[2]] <- value
      m
    }
  )
}

set_element <- function(m, key, value) {
  m[[key]] <- value
  m
}

# Runs in the child until it is killed.
run_until_killed <- function(workload, seed, path, log) {
  d <- H5Dict(path, "r+")
  cat("begun\n", file = log)
  for (i in seq_len(100000)) {
    kill_step(workload, seed, i)$file(d)
    h5_flush(d)
    cat(i, "\n", file = log, append = TRUE)
  }
}

# Lines that say all that is in a list, as bench and Python write them.
content_lines <- function(x, prefix = "") {
  if (!is.list(x)) return(paste0(prefix, "=", paste(format(x, scientific = FALSE, trim = TRUE), collapse = ",")))
  keys <- if (is.null(names(x))) seq_along(x) - 1L else names(x)
  sort(as.character(unlist(Map(content_lines, x, paste0(prefix, "/", keys)))), method = "radix")
}

# Starts a child, kills it after a while, and looks at what is left: a list with `committed` (the steps that
# the log tells), `before` (a copy of the file before anything of ours looked at it) and `after`.
kill_once <- function(workload, seed, folder, longest = 0.6) {
  path <- file.path(folder, sprintf("%s-%d.h5", workload, seed))
  log <- paste0(path, ".log")
  file.create(log)
  h5_close(H5Dict(path, "w"))
  child <- parallel::mcparallel(run_until_killed(workload, seed, path, log), silent = TRUE)
  while (length(readLines(log, warn = FALSE)) == 0L) Sys.sleep(0.01)
  set.seed(seed)
  Sys.sleep(runif(1, 0, longest))
  tools::pskill(child$pid, tools::SIGKILL)
  suppressWarnings(parallel::mccollect(child))
  before <- paste0(path, ".before")
  file.copy(path, before)
  list(workload = workload, seed = seed, path = path, before = before,
       journal = file.exists(paste0(path, ".journal")), committed = length(readLines(log, warn = FALSE)) - 1L)
}

# The states that the file may be in, as lines: after the committed steps, and after the next one.
kill_states <- function(killed) {
  model <- list()
  for (i in seq_len(killed$committed)) model <- kill_step(killed$workload, killed$seed, i)$model(model)
  following <- kill_step(killed$workload, killed$seed, killed$committed + 1)$model(model)
  list(content_lines(model), content_lines(following))
}

# What h5py finds in each file: its lines, or "refused".
python_lines <- function(paths) {
  script <- tempfile(fileext = ".py")
  listing <- tempfile()
  writeLines(paths, listing)
  writeLines(c(
    "import sys, h5py",
    "for path in open(sys.argv[1]).read().split():",
    "    lines = []",
    "    def see(name, thing):",
    "        if isinstance(thing, h5py.Dataset):",
    "            v = thing[()]",
    "            v = v.ravel() if hasattr(v, 'ravel') else [v]",
    "            lines.append('/' + name + '=' + ','.join('%d' % e for e in v))",
    "    try:",
    "        with h5py.File(path, 'r') as f: f.visititems(see)",
    "        print('opened', path)",
    "        for line in sorted(lines): print(line)",
    "    except OSError as e:",
    "        print('refused', path)",
    "    except Exception as e:",
    "        print('opened', path)",
    "        print('torn: %r' % e)"
  ), script)
  out <- system2("/usr/bin/python3", c(script, listing), stdout = TRUE)
  heads <- grep("^(opened|refused) ", out)
  ends <- c(heads[-1L] - 1L, length(out))
  found <- Map(function(from, to) {
    if (startsWith(out[from], "refused")) "refused" else out[seq_len(to - from) + from]
  }, heads, ends)
  names(found) <- sub("^[a-z]+ ", "", out[heads])
  found[paths]
}

# Kills once for each seed, over the workloads in turn; a data.frame, a row a kill, `right` where all is well.
run_kills <- function(seeds, folder, longest = 0.6) {
  killed <- lapply(seeds, function(seed) {
    kill_once(kill_workloads[seed %% length(kill_workloads) + 1L], seed, folder, longest)
  })
  ours <- lapply(killed, function(k) {
    tryCatch({
      d <- H5Dict(k$path)
      on.exit(h5_close(d))
      content_lines(h5_read(d))
    }, error = function(e) paste("error:", conditionMessage(e)))
  })
  before <- python_lines(vapply(killed, `[[`, "", "before"))
  after <- python_lines(vapply(killed, `[[`, "", "path"))
  rows <- Map(function(k, seen, unreplayed, replayed) {
    states <- kill_states(k)
    holds <- function(lines) any(vapply(states, identical, NA, lines))
    data.frame(
      workload = k$workload, seed = k$seed, committed = k$committed, journal = k$journal,
      refused = identical(unreplayed, "refused"),
      r = holds(seen), python_before = identical(unreplayed, "refused") || holds(unreplayed),
      python_after = identical(replayed, seen)
    )
  }, killed, ours, before, after)
  rows <- do.call(rbind, rows)
  rows$right <- rows$r & rows$python_before & rows$python_after
  rows
}
