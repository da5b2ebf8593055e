# All pairs of means: Tukey and Kramer by TukeyHSD(); Games and Howell by t.test() of each pair, whose statistic is
# q / sqrt(2), with ptukey() and qtukey(). Both have an absolute error of some 1e-6 in p, and qtukey() one of 1e-4 in q.
source("common.R")
begin("pairs.R")

samples <- list(
  plants = unname(split(PlantGrowth$weight, PlantGrowth$group)),
  sprays = unname(split(InsectSprays$count, InsectSprays$spray)), # ties
  ozone = unname(lapply(split(airquality$Ozone, airquality$Month), function(x) x[!is.na(x)])),
  tiny = list(c(4.5, -1), c(3, 8.25, 1)),
  unbalanced = list(c(17.5, 3), scatter(400, 11) / 7, c(900, 1100, 1300), scatter(37, 5) / 5, c(-1, 2, 4, 4)),
  extreme = list(scatter(150, 7, 50), 110 + scatter(180, 9, 60), 210 + scatter(60, 3, 40))
)

for (name in names(samples)) {
  groups <- samples[[name]]
  k <- length(groups)
  g <- factor(rep(seq_along(groups), lengths(groups)))
  fit <- aov(x ~ g, data.frame(x = unlist(groups), g = g))
  tukey <- TukeyHSD(fit, conf.level = 0.95)$g # b minus a
  pairs <- combn(k, 2)
  mse <- deviance(fit) / df.residual(fit)
  se <- sqrt(mse * (1 / lengths(groups)[pairs[1, ]] + 1 / lengths(groups)[pairs[2, ]]))
  emit_groups(name, groups)
  emit(c(name, "difference"), -tukey[, "diff"])
  emit(c(name, "tukey_se"), se)
  emit(c(name, "tukey_q"), abs(tukey[, "diff"]) / se * sqrt(2))
  emit(c(name, "tukey_p"), tukey[, "p adj"])
  emit(c(name, "tukey_low"), -tukey[, "upr"])
  emit(c(name, "tukey_high"), -tukey[, "lwr"])
  tests <- apply(pairs, 2, function(i) t.test(groups[[i[1]]], groups[[i[2]]]), simplify = FALSE)
  q <- sqrt(2) * abs(sapply(tests, function(t) t$statistic))
  df <- sapply(tests, function(t) t$parameter)
  se <- sapply(tests, function(t) t$stderr)
  emit(c(name, "games_se"), se)
  emit(c(name, "games_q"), q)
  few <- k == 2 # Welch's t test
  emit(c(name, "games_p"), if (few) tests[[1]]$p.value else ptukey(q, k, df, lower.tail = FALSE))
  emit(c(name, "games_reach"), if (few) qt(0.975, df) * se else qtukey(0.95, k, df) * se / sqrt(2))
}
