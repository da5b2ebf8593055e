# Moments by mean() and sd(), quantiles by quantile() of type 7; skewness G1 from its definition (Joanes and Gill 1998).
source("common.R")
begin("describe.R")

skewness <- function(x) {
  n <- length(x)
  x <- x - x[1] # changes nothing but the digits that a large mean takes away
  d <- x - mean(x)
  if (n < 3 || sum(d^2) == 0) NA else sqrt(n * (n - 1)) / (n - 2) * mean(d^3) / mean(d^2)^1.5
}

samples <- list(
  one = 3.7,
  two = c(-2.25, 9.5),
  equal = rep(0.1, 7),
  precip = as.vector(precip), # average rain of 70 cities, an R data set
  rivers = rivers, # lengths of 141 rivers, skewed and tied
  ties = rep(c(0, 0, 0, 0, 0, 1, 5, 1141), times = c(40, 9, 7, 3, 2, 11, 5, 1)),
  shifted = 1e9 + scatter(101, 7) / 8, # a spread that is small beside the values
  negative = -exp(scatter(59, 3) / 1500)
)
shares <- c(0, 1 / 3, 0.05, 0.37, 0.9, 0.999, 1)

for (name in names(samples)) {
  x <- samples[[name]]
  emit(c(name, "values"), x)
  emit(c(name, "mean"), mean(x))
  emit(c(name, "sd"), sd(x))
  emit(c(name, "min"), min(x))
  emit(c(name, "quartiles"), quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE))
  emit(c(name, "max"), max(x))
  emit(c(name, "skewness"), skewness(x))
  emit(c(name, "shares"), shares)
  emit(c(name, "quantiles"), quantile(x, shares, type = 7, names = FALSE))
}
