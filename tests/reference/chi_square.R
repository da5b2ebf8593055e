# Pearson by chisq.test(), with and without Yates' correction; empty lines are taken out first, as they make it NaN.
# G, the likelihood ratio statistic, and Cramer's V from their definitions.
source("common.R")
begin("chi_square.R")

likelihood_ratio <- function(observed, expected) {
  is_there <- observed > 0
  2 * sum(observed[is_there] * log(observed[is_there] / expected[is_there]))
}

report <- function(name, test, g, v) {
  df <- unname(test$parameter)
  emit(c(name, "chi2"), unname(test$statistic))
  emit(c(name, "df"), df)
  emit(c(name, "p"), test$p.value)
  emit(c(name, "G"), g)
  emit(c(name, "p_G"), pchisq(g, df, lower.tail = FALSE))
  emit(c(name, "V"), v)
  emit(c(name, "min_expected"), min(test$expected))
}

by_row <- function(columns, ...) matrix(c(...), ncol = columns, byrow = TRUE)

tables <- list(
  # Agresti (2007), p. 39, as on the manual page of chisq.test
  party = by_row(3, 762, 327, 468, 484, 239, 477),
  four = by_row(2, 12, 5, 7, 29),
  four_small = by_row(2, 3, 1, 1, 3),
  four_near = by_row(2, 10, 11, 9, 10), # |O - E| below one half: the correction takes only that much
  empty_lines = by_row(5, 4, 0, 9, 1, 0, 0, 0, 0, 0, 0, 11, 0, 2, 6, 0),
  empty_to_four = by_row(3, 8, 0, 3, 0, 0, 0, 2, 0, 9), # 2x2 without its empty lines
  tiny = by_row(2, 1, 0, 0, 1),
  unbalanced = by_row(4, 90000, 3, 17, 0, 5, 1, 0, 2, 130, 0, 1, 1),
  weights = by_row(3, 0.25, 1.75, 3.5, 2.125, 0.5, 1.1),
  hair_eye = as.matrix(apply(HairEyeColor, c(1, 2), sum)),
  beyond = by_row(4, 900, 40, 55, 12, 31, 810, 14, 60, 40, 2, 700, 1), # p is below the smallest double: 0
  farther = by_row(3, 310, 9, 2, 5, 290, 11, 4, 8, 100) # p 1e-259
)

for (name in names(tables)) {
  table <- unname(tables[[name]])
  emit_table(name, table)
  table <- table[rowSums(table) > 0, colSums(table) > 0, drop = FALSE]
  plain <- suppressWarnings(chisq.test(table, correct = FALSE))
  corrected <- suppressWarnings(chisq.test(table, correct = TRUE))
  emit(c(name, "n"), sum(table))
  emit(c(name, "full_shape"), dim(table))
  report(name, plain, likelihood_ratio(table, plain$expected),
         sqrt(unname(plain$statistic) / (sum(table) * (min(dim(table)) - 1))))
  emit(c(name, "corrected_chi2"), unname(corrected$statistic))
  emit(c(name, "corrected_p"), corrected$p.value)
}
