# Cliff's delta of clustered samples by definition, on the matrix sign(outer(x, y, "-")) and tapply(): Obuchowski's variance
# of the area below a ROC curve, times 4. `boot` is the standard deviation of delta when whole clusters are drawn again
# (package boot): another estimate of the same thing, near to it where clusters are many.
source("common.R")
library(boot)
begin(paste("cliffs_delta.R, boot", packageVersion("boot")))
set.seed(20262)

obuchowski <- function(x, y, cx, cy) {
  d <- sign(outer(x, y, "-"))
  delta <- mean(d)
  all <- sort(unique(c(cx, cy)))
  total <- function(v, c) { s <- tapply(v, factor(c, all), sum); s[is.na(s)] <- 0; s }
  a <- total(rowMeans(d) - delta, cx)
  b <- total(colMeans(d) - delta, cy)
  m <- length(x)
  n <- length(y)
  i_x <- length(unique(cx))
  i_y <- length(unique(cy))
  i <- length(all)
  c(delta, i_x / (i_x - 1) * sum(a^2) / m^2 + i_y / (i_y - 1) * sum(b^2) / n^2 + 2 * i / (i - 1) * sum(a * b) / (m * n))
}

interval <- function(delta, s2, level) {
  if (is.nan(s2) || s2 <= 0 || abs(delta) == 1) return(c(NA, NA))
  z <- qnorm((1 - level) / 2, lower.tail = FALSE)
  half <- z * sqrt(s2) * sqrt((1 - delta^2)^2 + z^2 * s2)
  (delta - delta^3 + c(-1, 1) * half) / (1 - delta^2 + z^2 * s2)
}

report <- function(name, x, y, cx, cy, is_booted) {
  v <- suppressWarnings(obuchowski(x, y, cx, cy))
  emit(c(name, "values"), c(x, y))
  emit(c(name, "sizes"), c(length(x), length(y)))
  emit(c(name, "clusters"), c(cx, cy))
  emit(c(name, "delta"), v[1])
  emit(c(name, "variance"), v[2])
  for (level in c(0.95, 0.9)) emit(c(name, paste0("ends", level * 100)), interval(v[1], v[2], level))
  ids <- unique(c(cx, cy))
  again <- function(ids, i) {
    drawn <- ids[i]
    mean(sign(outer(unlist(lapply(drawn, function(c) x[cx == c])), unlist(lapply(drawn, function(c) y[cy == c])), "-")))
  }
  emit(c(name, "boot"), if (is_booted) sd(boot(ids, again, 2000)$t) else NA)
}

# n_clusters clusters, each with a level of its own that its values share, and values in both samples or in one
drawn <- function(name, n_clusters, seed, per_cluster, step, is_mixed, shift) {
  sizes <- 1 + scatter(n_clusters, seed) %% per_cluster
  clusters <- rep(seq_len(n_clusters) - 1, sizes)
  values <- round(scatter(n_clusters, seed + 1) / step)[clusters + 1] + scatter(length(clusters), seed + 2) %% 7
  side <- if (is_mixed) scatter(length(clusters), seed + 3) %% 2 else clusters %% 2
  report(name, values[side == 0] + shift, values[side == 1], clusters[side == 0], clusters[side == 1], TRUE)
}
drawn("apart", 60, 31, 5, 900, FALSE, 1)
drawn("mixed", 60, 41, 6, 900, TRUE, 2)
drawn("uneven", 80, 51, 9, 2500, TRUE, 0)
drawn("even", 70, 61, 3, 400, TRUE, 3)
report("singles", scatter(31, 3) %% 50, scatter(23, 9) %% 50 + 4, 0:30, 31:53, TRUE)
report("tiny", c(4, 7, 9), c(1, 5, 8), c(0, 0, 1), c(1, 2, 0), FALSE)
report("separate", c(4, 7, 9), c(1, 2, 3), c(0, 0, 1), c(1, 2, 0), FALSE)
report("one_cluster", c(4, 7, 9), c(1, 5, 8), c(0, 0, 0), c(1, 2, 0), FALSE)
