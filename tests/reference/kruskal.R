# Kruskal and Wallis by kruskal.test(); effect sizes from their definitions.
# Dunn (1964) from its definition, on rank(): z = (Ra - Rb) / sqrt((N (N + 1) / 12 - T / (12 (N - 1))) (1 / na + 1 / nb)),
# T = sum(t^3 - t), p = 2 pnorm(|z|, upper), through logarithms where p is small; corrected by p.adjust().
source("common.R")
begin("kruskal.R")

samples <- list(
  # Hollander and Wolfe (1973), p. 116, as on the manual page of kruskal.test
  dust = list(c(2.9, 3.0, 2.5, 2.6, 3.2), c(3.8, 2.7, 4.0, 2.4), c(2.8, 3.4, 3.7, 2.2, 2.0)),
  ozone = unname(lapply(split(airquality$Ozone, airquality$Month), function(x) x[!is.na(x)])),
  tiny = list(4.5, -1),
  single = list(1, 2, 3), # one value a group: n = k
  ties = list(rep(c(0, 1, 3), c(30, 5, 1)), rep(c(0, 1, 2), c(11, 2, 2)), rep(c(0, 7), c(9, 8)), rep(0, 5)),
  unbalanced = list(c(17.5, 3), scatter(400, 11) / 7, c(900, 1100, 1300), scatter(37, 5) / 5, -1),
  alike = list(c(1, 4, 5, 8, 9, 12), c(2, 3, 6, 7, 10, 11)),
  extreme = list(1:450, 451:900 + 0.5, 901:1350), # p 4e-261
  farther = list(1:600, 2000 + 1:600, c(4000 + scatter(200, 9, 50), 700.5)) # p 2e-255, ties
)

dunn <- function(groups) {
  x <- unlist(groups)
  sizes <- lengths(groups)
  n <- length(x)
  means <- tapply(rank(x), rep(seq_along(groups), sizes), mean)
  t <- as.numeric(table(x))
  variance <- n * (n + 1) / 12 - sum(t^3 - t) / (12 * (n - 1))
  pairs <- combn(length(groups), 2)
  difference <- means[pairs[1, ]] - means[pairs[2, ]]
  z <- difference / sqrt(variance * (1 / sizes[pairs[1, ]] + 1 / sizes[pairs[2, ]]))
  p <- pmin(1, exp(log(2) + pnorm(abs(z), lower.tail = FALSE, log.p = TRUE)))
  list(difference = difference, z = z, p = p)
}

for (name in names(samples)) {
  groups <- samples[[name]]
  k <- length(groups)
  test <- kruskal.test(groups)
  n <- length(unlist(groups))
  h <- unname(test$statistic)
  t <- as.numeric(table(unlist(groups)))
  emit_groups(name, groups)
  emit(c(name, "ranks"), rank(unlist(groups)))
  emit(c(name, "tie_sum"), sum(t^3 - t))
  emit(c(name, "H"), h)
  emit(c(name, "df"), unname(test$parameter))
  emit(c(name, "p"), test$p.value)
  emit(c(name, "epsilon2"), h / (n - 1))
  emit(c(name, "eta2H"), (h - k + 1) / (n - k))
  pairs <- dunn(groups)
  emit(c(name, "dunn_difference"), pairs$difference)
  emit(c(name, "dunn_z"), pairs$z)
  emit(c(name, "dunn_none"), pairs$p)
  for (method in c("bonferroni", "holm", "BH", "BY"))
    emit(c(name, paste0("dunn_", tolower(method))), p.adjust(pairs$p, method))
}
