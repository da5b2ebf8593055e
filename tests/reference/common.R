# What every script here shares: data and results as lines "id,value" or "id,value value ..." of 17 digits.
# Run a script in this folder: Rscript kruskal.R > kruskal.csv

begin <- function(script) {
  cat("# ", R.version.string, ", ", script, "\n", sep = "")
  cat("id,value\n")
}

# NA, NaN and infinite results: what does not exist is "NA".
digits <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "NA")

emit <- function(id, ...) cat(paste(id, collapse = "."), ",", paste(digits(c(...)), collapse = " "), "\n", sep = "")

# A grouped sample, list of numeric vectors: the values group after group, and the sizes.
emit_groups <- function(name, groups) {
  emit(c(name, "values"), unlist(groups))
  emit(c(name, "sizes"), lengths(groups))
}

# A table, row after row.
emit_table <- function(name, table) {
  emit(c(name, "counts"), as.vector(t(table)))
  emit(c(name, "shape"), dim(table))
}

# Numbers that look random and are the same with every version of R: a linear congruential generator.
scatter <- function(n, seed, modulus = 10007) {
  out <- numeric(n)
  for (i in seq_len(n)) {
    seed <- (seed * 4096 + 150889) %% 714025
    out[i] <- seed %% modulus
  }
  out
}
