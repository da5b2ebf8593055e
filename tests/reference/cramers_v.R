# Cramer's V. Interval: the noncentralities by uniroot() on pchisq(ncp =), which has about 12 digits near the middle; those
# of the package effectsize, found less closely, beside it. Corrected V: effectsize::cramers_v(adjust = TRUE); of the
# goodness of fit from the share of pairs of observations that are in one category, which has no bias.
source("common.R")
begin(paste("cramers_v.R, effectsize", packageVersion("effectsize")))

noncentrality <- function(chi2, df, tail) {
  miss <- function(ncp) pchisq(chi2, df, ncp = ncp, lower.tail = TRUE) - tail
  if (miss(0) <= 0) return(0)
  top <- 1
  while (miss(top) > 0) top <- 2 * top
  uniroot(miss, c(0, top), tol = 1e-13 * top, maxiter = 10000)$root
}
interval <- function(chi2, df, most, level) {
  tail <- (1 - level) / 2
  pmin(1, sqrt(c(noncentrality(chi2, df, 1 - tail), noncentrality(chi2, df, tail)) / most))
}

by_row <- function(columns, ...) matrix(c(...), ncol = columns, byrow = TRUE)
tables <- list(
  party = by_row(3, 762, 327, 468, 484, 239, 477), # Agresti (2007), p. 39
  four = by_row(2, 12, 5, 7, 29),
  four_small = by_row(2, 3, 1, 1, 3),
  four_near = by_row(2, 10, 11, 9, 10),
  unbalanced = by_row(4, 9000, 3, 17, 1, 5, 1, 3, 2, 130, 4, 1, 1),
  hair_eye = unname(as.matrix(apply(HairEyeColor, c(1, 2), sum))),
  strong = by_row(3, 31, 2, 1, 4, 29, 3, 0, 2, 40),
  diagonal = by_row(2, 9, 0, 0, 8)
)
for (name in names(tables)) {
  table <- tables[[name]]
  emit_table(name, table)
  chi2 <- unname(suppressWarnings(chisq.test(table, correct = FALSE))$statistic)
  most <- sum(table) * (min(dim(table)) - 1)
  emit(c(name, "ci95"), interval(chi2, prod(dim(table) - 1), most, 0.95))
  emit(c(name, "ci90"), interval(chi2, prod(dim(table) - 1), most, 0.9))
  theirs <- suppressWarnings(effectsize::cramers_v(table, adjust = FALSE, ci = 0.95, alternative = "two.sided"))
  emit(c(name, "effectsize_ci95"), theirs$CI_low, theirs$CI_high)
  emit(c(name, "corrected"), suppressWarnings(effectsize::cramers_v(table, adjust = TRUE, ci = NULL))[[1]])
}

shares <- list(
  seven = c(31, 22, 40, 9, 17, 55, 8), tied = c(10, 10, 11), one_sided = c(0, 0, 25, 0), two = c(4, 9),
  unbalanced = c(100000, 3, 11, 0, 2), patterns = c(91, 62, 31, 48, 12, 29, 40, 12)
)
for (name in names(shares)) {
  counts <- shares[[name]]
  set <- paste0("share_", name)
  emit(c(set, "shares"), counts)
  k <- length(counts)
  n <- sum(counts)
  chi2 <- unname(suppressWarnings(chisq.test(counts))$statistic)
  if (n < 1000) emit(c(set, "share_ci95"), interval(chi2, k - 1, n * (k - 1), 0.95))
  pairs <- sum(choose(counts, 2)) / choose(n, 2)
  emit(c(set, "share_corrected"), sqrt(max(0, (k * pairs - 1) / (k - 1))))
}
