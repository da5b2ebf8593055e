# Smirnov's test of two samples by ks.test(): D, D+, D- and p, exact without ties while n1 n2 is below 10,000. R takes p
# from 1, the exact one after a division by exp(lgamma()), the asymptotic two-sided one from a sum that stops at 1e-6: the
# digits that these lack are in kolmogorov_smirnov_exact.csv.
source("common.R")
begin("kolmogorov_smirnov.R")

samples <- list(
  # Hollander and Wolfe (1973), p. 69 f., permeability
  permeability = list(c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), c(1.15, 0.88, 0.90, 0.74, 1.21)),
  ozone = list(airquality$Ozone[airquality$Month == 5 & !is.na(airquality$Ozone)],
               airquality$Ozone[airquality$Month == 8 & !is.na(airquality$Ozone)]),
  tiny = list(4.5, -1),
  single = list(17.25, c(scatter(11, 3) / 10, 900.5)),
  between = list(c(5, 6, 7, 8.5), c(1:4, 11:15) + 0.25), # D+ and D- alike large
  ties = list(rep(c(0, 1, 3), c(60, 35, 3)), rep(c(0, 1, 2, 3), c(31, 32, 12, 5))),
  equal = list(rep(7, 5), rep(7, 4)),
  middle = list(scatter(90, 21) / 3, scatter(111, 4) / 3 + 400),
  large = list(scatter(100, 21) / 3, scatter(101, 4) / 3 + 0.001),
  wide = list(scatter(3, 21) / 3, scatter(3200, 4) / 3 + 0.001),
  apart = list(1:99, 1:101 + 200.5), # 1 of choose(200, 99) arrangements, and its mirror image
  nearly = list(c(1:70, 300), 1:140 + 68.5),
  extreme = list(scatter(900, 17) / 9 + 900.0001, scatter(857, 29) / 9),
  farther = list(1:690, 1:700 + 660.5) # p 9e-278
)

for (name in names(samples)) {
  x <- as.numeric(samples[[name]][[1]])
  y <- as.numeric(samples[[name]][[2]])
  exact <- !any(duplicated(c(x, y))) && length(x) * length(y) < 10000
  tests <- suppressWarnings(lapply(c("two.sided", "less", "greater"),
                                   function(side) ks.test(x, y, alternative = side, exact = exact)))
  emit(c(name, "x"), x)
  emit(c(name, "y"), y)
  emit(c(name, "exact"), as.numeric(exact))
  emit(c(name, "D"), sapply(tests, function(test) unname(test$statistic))) # D, D-, D+
  emit(c(name, "p"), sapply(tests, function(test) test$p.value))
}
