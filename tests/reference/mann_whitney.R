# Mann and Whitney by wilcox.test(): U, p and the interval of the shift. Its ends are differences; where wilcox.test()
# looks for them as a root, the difference nearest to it is taken. The shift itself is the median of outer(x, y, "-"), which
# wilcox.test() only meets somewhere between the two middle differences. Where even the
# outermost differences do not reach the confidence (qwilcox() is 0), wilcox.test() lowers it, and the file says NA.
# Cliff's delta, its consistent variance and its interval by definition, on the matrix sign(outer(x, y, "-")).
source("common.R")
begin("mann_whitney.R")

samples <- list(
  # Hollander and Wolfe (1973), p. 69 f., permeability, as on the manual page of wilcox.test
  permeability = list(c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), c(1.15, 0.88, 0.90, 0.74, 1.21)),
  # Hogarty and Kromrey (1999), SUGI 24, paper 238: delta -0.25
  hogarty = list(c(10, 10, 20, 20, 20, 30, 30, 30, 40, 50), c(10, 20, 30, 40, 40, 50)),
  ozone = list(airquality$Ozone[airquality$Month == 5 & !is.na(airquality$Ozone)],
               airquality$Ozone[airquality$Month == 8 & !is.na(airquality$Ozone)]),
  tiny = list(c(4.5, 2), c(-1, 3)),
  reachable = list(c(4, 7, 9.5, 3), c(-1, 0.25, 2, 3.5)),
  single = list(17.25, c(scatter(11, 3) / 10, 900.5)),
  ties = list(rep(c(0, 1, 3), c(60, 35, 3)), rep(c(0, 1, 2, 3), c(31, 32, 12, 5))),
  unbalanced = list(c(17.5, 3, 811.25), scatter(400, 11) / 7),
  middle = list(scatter(49, 21) / 3, scatter(49, 4) / 3 + 400),
  above = list(scatter(50, 21) / 3, scatter(49, 4) / 3 - 250),
  apart = list(1:49 + 0.25, 50:98), # exact, all below
  nearly = list(c(1:48 + 0.25, 90.5), 50:98 + scatter(49, 8) / 1e5),
  shifted = list(scatter(300, 17) / 9 + 0.001, scatter(257, 29) / 9 + 150), # without ties
  extreme = list(1:880 * 2 + 900, 1:880 + 0.5), # p 7e-289
  farther = list(c(scatter(870, 5) + 12000, 7), scatter(880, 6)) # p 5e-286
)

cliff <- function(x, y, level) {
  d <- sign(outer(x, y, "-"))
  delta <- mean(d)
  m <- length(x)
  n <- length(y)
  if (m < 2 || n < 2 || abs(delta) == 1) return(c(delta, NA, NA))
  s2x <- sum((rowMeans(d) - delta)^2) / (m - 1)
  s2y <- sum((colMeans(d) - delta)^2) / (n - 1)
  s2xy <- sum((d - delta)^2) / ((m - 1) * (n - 1))
  s2 <- ((n - 1) * s2x + (m - 1) * s2y + s2xy) / (m * n)
  z <- qnorm((1 - level) / 2, lower.tail = FALSE)
  half <- z * sqrt(s2) * sqrt((1 - delta^2)^2 + z^2 * s2)
  c(delta, (delta - delta^3 + c(-1, 1) * half) / (1 - delta^2 + z^2 * s2))
}

limits <- function(x, y, level) {
  exact <- !any(duplicated(c(x, y))) && length(x) < 50 && length(y) < 50
  if (exact && qwilcox((1 - level) / 2, length(x), length(y)) == 0) return(c(NA, NA))
  roots <- wilcox.test(x, y, conf.int = TRUE, conf.level = level, tol.root = 1e-13)$conf.int
  differences <- outer(x, y, "-")
  sapply(roots, function(root) differences[which.min(abs(differences - root))])
}

for (name in names(samples)) {
  x <- as.numeric(samples[[name]][[1]])
  y <- as.numeric(samples[[name]][[2]])
  p <- suppressWarnings(sapply(c("two.sided", "less", "greater"),
                               function(side) wilcox.test(x, y, alternative = side)$p.value))
  emit(c(name, "x"), x)
  emit(c(name, "y"), y)
  emit(c(name, "U"), suppressWarnings(unname(wilcox.test(x, y)$statistic)))
  emit(c(name, "p"), p)
  emit(c(name, "shift"), median(outer(x, y, "-")))
  for (level in c(0.95, 0.9)) {
    emit(c(name, paste0("shift", level * 100)), suppressWarnings(limits(x, y, level)))
    emit(c(name, paste0("delta", level * 100)), cliff(x, y, level))
  }
}
