# Goodness of fit to equal shares by chisq.test(); G and V (1 when one category has all) from their definitions.
source("common.R")
begin("goodness_of_fit.R")

counts <- list(
  # as on the manual page of chisq.test
  manual = c(89, 37, 30, 28, 2),
  dice = c(16, 15, 4, 6, 14, 5),
  with_zero = c(20, 0, 13, 7, 0),
  one_has_all = c(0, 41, 0),
  two = c(5, 9),
  nearly_equal = c(1000, 1001, 999, 1003),
  variants = c(23, 469, 40, 88, 82, 38, 87, 77), # p 3.4e-281
  weights = c(0.5, 1.25, 2.75)
)

for (name in names(counts)) {
  x <- counts[[name]]
  test <- suppressWarnings(chisq.test(x))
  is_there <- x > 0
  g <- 2 * sum(x[is_there] * log(x[is_there] / test$expected[is_there]))
  emit(c(name, "counts"), x)
  emit(c(name, "chi2"), unname(test$statistic))
  emit(c(name, "df"), unname(test$parameter))
  emit(c(name, "p"), test$p.value)
  emit(c(name, "G"), g)
  emit(c(name, "p_G"), pchisq(g, length(x) - 1, lower.tail = FALSE))
  emit(c(name, "V"), sqrt(unname(test$statistic) / (sum(x) * (length(x) - 1))))
  emit(c(name, "min_expected"), min(test$expected))
}

# Given shares: chisq.test(p = , rescale.p = TRUE).
shares <- list(
  mendel = list(c(315, 101, 108, 32), c(9, 3, 3, 1)),
  manual = list(c(89, 37, 30, 28, 2), c(40, 20, 20, 15, 5)),
  benford = list(c(301, 176, 125, 97, 79, 67, 58, 51, 46), log10(1 + 1 / 1:9)),
  far = list(c(900, 50, 50), c(1, 1, 1)),
  rare = list(c(3, 0, 997), c(0.001, 0.001, 0.998))
)
for (name in names(shares)) {
  x <- shares[[name]][[1]]
  w <- shares[[name]][[2]]
  test <- suppressWarnings(chisq.test(x, p = w, rescale.p = TRUE))
  is_there <- x > 0
  g <- 2 * sum(x[is_there] * log(x[is_there] / test$expected[is_there]))
  emit(c(paste0("shares_", name), "observed"), x)
  emit(c(paste0("shares_", name), "weights"), w)
  emit(c(paste0("shares_", name), "shares_chi2"), unname(test$statistic))
  emit(c(paste0("shares_", name), "p"), test$p.value)
  emit(c(paste0("shares_", name), "G"), g)
  emit(c(paste0("shares_", name), "min_expected"), min(test$expected))
}
