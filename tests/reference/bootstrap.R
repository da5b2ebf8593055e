# BCa intervals by the package boot: boot() within strata or of whole clusters, empinf() by the jackknife, and the
# interpolation of its boot.ci(). An interval depends on chance: `ends` are means over runs, `spread` the standard deviation
# of one run's ends. The acceleration does not. boot.ci() leaves the sizes of strata out of it; here each
# influence is divided by the size of its stratum, as Davison and Hinkley (1997) have it, which is the same for equal sizes.
source("common.R")
library(boot)
begin(paste("bootstrap.R, boot", packageVersion("boot")))

n_runs <- 24
n_replicates <- 4000
set.seed(20261)

statistics <- list(
  mean = function(groups) mean(unlist(groups)),
  sd = function(groups) sd(unlist(groups)),
  difference = function(groups) mean(groups[[1]]) - mean(groups[[2]]),
  variance_ratio = function(groups) log(var(groups[[1]]) / var(groups[[2]])),
  eta_squared = function(groups) {
    all <- unlist(groups)
    sum(lengths(groups) * (sapply(groups, mean) - mean(all))^2) / sum((all - mean(all))^2)
  }
)

report <- function(name, kind, groups, is_clustered) {
  emit_groups(name, groups)
  emit(c(name, "kind"), match(kind, names(statistics)) - 1)
  emit(c(name, "is_clustered"), as.numeric(is_clustered))
  strata <- if (is_clustered) rep(1, length(groups)) else rep(seq_along(groups), lengths(groups))
  rows <- seq_along(strata)
  values <- unlist(groups)
  statistic <- function(data, i) {
    statistics[[kind]](if (is_clustered) groups[i] else unname(split(values[i], strata[i])))
  }
  influence <- empinf(data = rows, statistic = statistic, stype = "i", strata = strata, type = "jack")
  influence <- influence - ave(influence, strata) # empinf() measures from the statistic, Efron from the mean
  influence <- influence / as.vector(table(strata))[strata]
  a <- sum(influence^3) / (6 * sum(influence^2)^1.5)
  ends <- replicate(n_runs, {
    b <- boot(rows, statistic, n_replicates, strata = strata)
    boot.ci(b, 0.95, "bca", L = influence)$bca[4:5]
  })
  emit(c(name, "statistic"), statistic(rows, rows))
  emit(c(name, "acceleration"), a)
  emit(c(name, "n_replicates"), n_replicates)
  emit(c(name, "ends"), rowMeans(ends))
  emit(c(name, "spread"), apply(ends, 1, sd))
}

skewed <- function(n, seed) round(exp(scatter(n, seed) / 4000), 4)
report("mean", "mean", list(skewed(24, 5)), FALSE)
report("tiny", "mean", list(c(3.25, 1.5, 8.125, 2.75, 19.5, 4.0625, 6.75)), FALSE)
report("sd", "sd", list(skewed(31, 77)), FALSE)
report("difference", "difference", list(skewed(12, 9), skewed(30, 10)), FALSE)
report("variances", "variance_ratio", list(skewed(15, 3), skewed(19, 4)), FALSE)
report("trio", "eta_squared", list(skewed(6, 21), 1.5 * skewed(11, 22), 3 * skewed(17, 23)), FALSE)
clusters <- lapply(1:13, function(c) skewed(1 + (c * 7) %% 9, 100 + c) + c %% 4)
report("clusters", "mean", clusters, TRUE)
report("clusters_sd", "sd", clusters, TRUE)
