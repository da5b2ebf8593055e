# Wilcoxon's signed ranks by wilcox.test(paired = TRUE): V, p and the interval of the pseudo-median. Its ends are means of
# two differences; where wilcox.test() looks for them as a root, the mean nearest to it is taken. The pseudo-median is the
# median of these means. Where even the outermost means do not reach the confidence (qsignrank() is 0), wilcox.test()
# lowers it, and the file says NA. The rank-biserial correlation by definition, from rank().
source("common.R")
begin("wilcoxon.R")

samples <- list(
  # Hollander and Wolfe (1973), p. 29 f., Hamilton depression scale, as on the manual page of wilcox.test
  depression = list(c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30),
                    c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)),
  # Student's sleep data: one zero, one tie
  sleep = list(sleep$extra[sleep$group == 1], sleep$extra[sleep$group == 2]),
  tiny = list(c(3, 1.5, 7), c(1, 2, 3)),
  one = list(4, 7.25),
  zeros = list(c(rep(5, 20), 1:40), c(rep(5, 20), 40:1 %/% 3)),
  ties = list(rep(c(0, 1, 3), c(60, 35, 3)), rep(c(1, 0, 2, 3, 1), c(20, 45, 25, 5, 3))),
  opposite = list(c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), c(2, 1, 5, 2, 5, 9, 4, 3, 4, 2, 15)),
  middle = list(scatter(49, 21) / 3, scatter(49, 4) / 3 + 300),
  above = list(scatter(50, 21) / 3, scatter(50, 4) / 3 - 250),
  below = list(1:49 * 1.03125, (1:49)^1.5 + 49), # exact, all below
  nearly = list(c(1:46 + 90, 3, 5, 7.5), c(1:46 * 1.25, 4, 7, 8)),
  spread = list(scatter(300, 17)^2 / 9, scatter(300, 29)^2 / 9 + 1234.5),
  extreme = list(1:1700 * 2 + 900, 1:1700 + 0.5), # all above
  farther = list(c(scatter(1200, 5) + 9000, 7, 7, 7), c(scatter(1200, 6), 7, 9, 2000))
)

limits <- function(d, level) {
  exact <- !any(duplicated(abs(d))) && !any(d == 0) && length(d) < 50
  if (exact && qsignrank((1 - level) / 2, length(d)) == 0) return(c(NA, NA))
  roots <- wilcox.test(d, conf.int = TRUE, conf.level = level, tol.root = 1e-13)$conf.int
  sapply(roots, function(root) means(d)[which.min(abs(means(d) - root))])
}

means <- function(d) {
  d <- d[d != 0]
  sums <- outer(d, d, "+")
  sums[!lower.tri(sums)] / 2
}

for (name in names(samples)) {
  x <- as.numeric(samples[[name]][[1]])
  y <- as.numeric(samples[[name]][[2]])
  d <- x - y
  p <- suppressWarnings(sapply(c("two.sided", "less", "greater"),
                               function(side) wilcox.test(x, y, paired = TRUE, alternative = side)$p.value))
  kept <- d[d != 0]
  r <- rank(abs(kept))
  emit(c(name, "x"), x)
  emit(c(name, "y"), y)
  emit(c(name, "zeros"), sum(d == 0))
  emit(c(name, "V"), suppressWarnings(unname(wilcox.test(x, y, paired = TRUE)$statistic)))
  emit(c(name, "p"), p)
  emit(c(name, "biserial"), (sum(r[kept > 0]) - sum(r[kept < 0])) / sum(r))
  emit(c(name, "median"), median(means(d)))
  for (level in c(0.95, 0.9)) emit(c(name, paste0("median", level * 100)), suppressWarnings(limits(d, level)))
}
