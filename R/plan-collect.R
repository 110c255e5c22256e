# Materialising a plan: C++ computes the elements, R adds shape and labels and raises the warnings once.

# The whole array in memory, as base R has it.
collect_node <- function(node) {
  node <- node_refresh(node)
  value <- collect_elements(node)
  set_labels(value, node, node_labels(node))
}

# The elements alone, in R's order. `node` is fresh.
collect_elements <- function(node) {
  result <- cpp_plan_collect(node)
  raise_plan_warnings(node, result$warnings)
  value <- result$value
  if (isTRUE(result$integer64)) class(value) <- "integer64"
  value
}

# Warnings of the plan (recycling) and of the work (overflow, NaNs produced), each once.
raise_plan_warnings <- function(node, warnings = character()) {
  if (length(node$warn) == 0L && length(warnings) == 0L) return(invisible())
  for (message in unique(c(node$warn, warnings))) warn_ch5mpy(message)
}
