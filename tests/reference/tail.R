# Upper tails by pchisq() and pnorm(); of the normal through logarithms, as pnorm() itself is 0 from 37.52 on.
source("common.R")
begin("tail.R")

for (df in c(1, 2, 3, 7, 14, 100, 1234, 20000, 1000000)) {
  p <- -c(1e-9, 0.01, 0.5, 1, 3, 10, 30, 100, 300, 500, 645, 690, 707, 720, 735)
  x <- qchisq(p, df, lower.tail = FALSE, log.p = TRUE)
  emit(c(paste0("chi", df), "x"), x)
  emit(c(paste0("chi", df), "p"), pchisq(x, df, lower.tail = FALSE))
}
z <- c(0, 1e-9, 0.3, 1, 1.96, 3, 5, 5.6, 8, 13, 17.2, 25, 31.7, 36.99, 37, 37.4, 37.52, 37.6, 38, 38.3, 38.45)
emit("normal.z", z)
emit("normal.p", pmin(1, exp(log(2) + pnorm(z, lower.tail = FALSE, log.p = TRUE))))
