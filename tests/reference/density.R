# Gaussian kernel density with Scott's bandwidth by dnorm(), point by point (density() bins its values and is no oracle).
# Histogram counts by findInterval(): closed on the left, the last bin on both sides; edges i * (width / bins).
source("common.R")
begin("density.R")

samples <- list(
  two = c(0, 1),
  faithful = faithful$eruptions, # two hills; an R data set
  shares = c(0, 1, scatter(80, 17, 16) / 15, rep(c(0.3, 0.6, 0.7), c(8, 10, 2))), # fractions on and beside the edges
  ties = rep(c(0, 1, 2, 30), c(60, 20, 5, 1)),
  skewed = exp(scatter(150, 3) / 1200)
)

for (name in names(samples)) {
  x <- samples[[name]]
  h <- sd(x) * length(x)^(-1 / 5)
  at <- c(seq(min(x), max(x), length.out = 23), min(x) - 3 * h, max(x) + 20 * h, max(x) + 36 * h)
  emit(c(name, "values"), x)
  emit(c(name, "at"), at)
  emit(c(name, "density"), vapply(at, function(a) mean(dnorm((a - x) / h)) / h, 0))
  for (bins in c(1, 7, 10)) {
    low <- min(x)
    high <- max(x)
    edges <- c(low + (0:(bins - 1)) * ((high - low) / bins), high)
    counts <- tabulate(findInterval(x, edges, rightmost.closed = TRUE), bins)
    emit(c(name, paste0("counts", bins)), counts)
  }
}
