# Pearson, Spearman (exact = FALSE) and Kendall by cor.test(): coefficient, statistic, p, Fisher's interval. Intervals of
# rho (Bonett and Wright 2000) and tau (Fieller, Hartley and Pearson 1957) from R's coefficients by definition. What R
# loses near a coefficient of 1, and in exact p of Kendall, which it takes from 1, is in correlation_exact.csv.
source("common.R")
begin("correlation.R")

noise <- function(n, seed) scatter(n, seed) / 10007 - 0.5

samples <- list(
  # Hollander and Wolfe (1973), p. 185 f., tuna, as on the manual page of cor.test
  tuna = list(c(44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1), c(2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8)),
  iris = list(iris$Sepal.Length, iris$Petal.Width), # ties
  cars = list(cars$speed, -cars$dist),
  three = list(c(1, 5, 2.5), c(3, 4, 9)),
  four = list(c(1, 5, 2.5, 3), c(3, 4, 9, -8)),
  five = list(c(1, 5, 2.5, 3, 11), c(3, 4, 9, -8, 40)),
  heavy = list(rep(c(0, 1, 3), c(60, 35, 3)), c(rep(0:1, 30), rep(c(2, 1, 0, 2, 1), 7), 1, 2, 2)),
  binary = list(rep(c(0, 1), c(13, 24)), c(rep(c(0, 1, 0, 0), 6), rep(1, 13))),
  offset = list(1e6 + noise(80, 5), -2e6 + noise(80, 19)),
  weak = list(noise(1000, 5), noise(1000, 19)),
  rising = list(1:49, (1:49)^3 + 2000 * noise(49, 7)),
  falling = list(1:49, -(1:49)^2 + 200 * noise(49, 7)),
  fifty = list(noise(50, 3), noise(50, 4)^2),
  strong = list(1:300 / 7, 1:300 + 60 * noise(300, 2)),
  extreme = list(1:420 / 7, -(1:420) + 78 * noise(420, 2)) # p near 1e-300
)

fisher <- function(r, se, level) {
  if (!is.finite(se) || abs(r) == 1) return(c(NA, NA))
  tanh(atanh(r) + c(-1, 1) * se * qnorm((1 + level) / 2))
}

for (name in names(samples)) {
  x <- as.numeric(samples[[name]][[1]])
  y <- as.numeric(samples[[name]][[2]])
  n <- length(x)
  test <- function(method, side) suppressWarnings(cor.test(x, y, method = method, alternative = side,
                                                           exact = if (method == "spearman") FALSE))
  emit(c(name, "x"), x)
  emit(c(name, "y"), y)
  for (method in c("pearson", "spearman", "kendall")) {
    tests <- lapply(c("two.sided", "less", "greater"), function(side) test(method, side))
    r <- unname(tests[[1]]$estimate)
    se <- switch(method,
                 pearson = if (n > 3) sqrt(1 / (n - 3)) else NA,
                 spearman = if (n > 3) sqrt((1 + r^2 / 2) / (n - 3)) else NA,
                 kendall = if (n > 4) sqrt(0.437 / (n - 4)) else NA)
    statistic <- switch(method,
                        pearson = unname(tests[[1]]$statistic),
                        spearman = r * sqrt((n - 2) / (1 - r^2)),
                        kendall = if (names(tests[[1]]$statistic) == "z") unname(tests[[1]]$statistic) else NA)
    emit(c(name, paste0(method, "_r")), r)
    emit(c(name, paste0(method, "_statistic")), statistic)
    emit(c(name, paste0(method, "_p")), sapply(tests, function(test) test$p.value))
    limits <- if (method == "pearson" && n > 3) test(method, "two.sided")$conf.int else fisher(r, se, 0.95)
    emit(c(name, paste0(method, "_limits")), limits)
  }
}
