# A plan in words: one line a node, what it is made of indented below it.

node_tree <- function(node, indent = "") {
  below <- lapply(node_operands(node), node_tree, paste0(indent, "  "))
  c(paste0(indent, node_line(node)), unlist(below))
}

node_line <- function(node) {
  what <- switch(node$op,
    dataset = paste0("dataset ", quote_text(node$handle@name), " in ", quote_text(path_text(node$handle))),
    view = if (is_reshape(node)) "reshape" else if (is.null(node$perm)) "view" else "view, axes rearranged",
    value = if (length(node$value) == 1L) element_text(node$value, node_dtype(node)) else "values in memory",
    fill = paste(element_text(node$value, node_dtype(node)), "everywhere"),
    random = "random numbers",
    recycle = "recycled",
    cast = paste0("as.", node$type),
    call = ,
    scan = node$fun,
    map = paste0(if (is.character(node$fun)) node$fun else "a function", ", by R"),
    node$op
  )
  paste0(what, ": ", node$type, " [", paste(format_counts(node$dim), collapse = " x "), "]")
}

format_counts <- function(n) format(n, scientific = FALSE, trim = TRUE)

# "1.5 MB"
format_bytes <- function(bytes) format(structure(bytes, class = "object_size"), units = "auto", standard = "legacy")

explain_node <- function(node) {
  found <- cpp_plan_explain(node)
  blocks <- prod(ceiling(node$dim / found$block))
  c(list(tree = node_tree(node)), found, list(blocks = if (is.finite(blocks)) blocks else 0))
}

explanation_lines <- function(explained) {
  c(
    "Expression", paste0("  ", explained$tree),
    "Program, run over each block strip by strip", paste0("  ", explained$program),
    paste0("Blocks: ", format_counts(explained$blocks), " of ", paste(format_counts(explained$block), collapse = " x ")),
    paste0("Reads: ", format_bytes(explained$bytes), " of elements"),
    paste0("Working memory: ", format_bytes(explained$memory), ", on ", explained$threads, if (explained$threads == 1) " thread" else " threads")
  )
}
