# Analysis of variance by aov(), Levene and Brown-Forsythe by oneway.test() of the distances from mean and median,
# Welch by oneway.test(). Interval of eta squared: pf() with a noncentrality, solved by uniroot().
# SiRstv and AtmWtAg: NIST, Statistical Reference Datasets, Analysis of Variance.
source("common.R")
begin("anova.R")

samples <- list(
  plants = unname(split(PlantGrowth$weight, PlantGrowth$group)),
  sprays = unname(split(InsectSprays$count, InsectSprays$spray)), # ties
  ozone = unname(lapply(split(airquality$Ozone, airquality$Month), function(x) x[!is.na(x)])),
  tiny = list(c(4.5, -1), c(3, 8.25, 1)),
  ties = list(rep(c(0, 1, 3), c(30, 5, 1)), rep(c(0, 1, 2), c(11, 2, 2)), rep(c(0, 7), c(9, 8)), c(0, 0, 0, 1, 0)),
  unbalanced = list(c(17.5, 3), scatter(400, 11) / 7, c(900, 1100, 1300), scatter(37, 5) / 5, c(-1, 2, 4, 4)),
  alike = list(c(1, 4, 5, 8, 9, 12), c(2, 3, 6, 7, 10, 12)),
  extreme = list(scatter(150, 7, 50), 110 + scatter(180, 9, 60), 210 + scatter(60, 3, 40)),
  siRstv = list(
    c(196.3052, 196.1240, 196.1890, 196.2569, 196.3403),
    c(196.3042, 196.3825, 196.1669, 196.3257, 196.0422),
    c(196.1303, 196.2005, 196.2889, 196.0343, 196.1811),
    c(196.2795, 196.1748, 196.1494, 196.1485, 195.9885),
    c(196.2119, 196.1051, 196.1850, 196.0052, 196.2090)
  ),
  atmWtAg = list(
    c(107.8681568, 107.8681465, 107.8681572, 107.8681785, 107.8681446, 107.8681903, 107.8681526, 107.8681494,
      107.8681616, 107.8681587, 107.8681519, 107.8681486, 107.8681419, 107.8681569, 107.8681508, 107.8681672,
      107.8681385, 107.8681518, 107.8681662, 107.8681424, 107.8681360, 107.8681333, 107.8681610, 107.8681477),
    c(107.8681079, 107.8681344, 107.8681513, 107.8681197, 107.8681604, 107.8681385, 107.8681642, 107.8681365,
      107.8681151, 107.8681082, 107.8681517, 107.8681448, 107.8681198, 107.8681482, 107.8681334, 107.8681609,
      107.8681101, 107.8681512, 107.8681469, 107.8681360, 107.8681254, 107.8681261, 107.8681450, 107.8681368)
  )
)

bound <- function(f, df1, df2, p, lower.tail) {
  excess <- function(ncp) pf(f, df1, df2, ncp, lower.tail = lower.tail) - p
  if ((excess(0) < 0) == lower.tail) return(0)
  high <- df1 * f + 10
  while ((excess(high) < 0) != lower.tail) high <- 2 * high
  ncp <- uniroot(excess, c(0, high), tol = 1e-13 * high, maxiter = 10000)$root
  ncp / (ncp + df1 + df2 + 1)
}

tail_f <- function(f, df1, df2) exp(pf(f, df1, df2, lower.tail = FALSE, log.p = TRUE))

for (name in names(samples)) {
  groups <- samples[[name]]
  g <- factor(rep(seq_along(groups), lengths(groups)))
  x <- unlist(groups)
  center <- if (name == "atmWtAg") 107.868 else if (name == "siRstv") 196 else 0 # QR needs small numbers
  table <- summary(aov(y ~ g, data.frame(y = x - center, g = g)))[[1]]
  f <- table[1, "F value"]
  ss <- table[, "Sum Sq"]
  df <- table[, "Df"]
  mse <- table[2, "Mean Sq"]
  emit_groups(name, groups)
  emit(c(name, "F"), f)
  emit(c(name, "p"), tail_f(f, df[1], df[2]))
  emit(c(name, "ss"), ss, mse)
  emit(c(name, "df"), df)
  emit(c(name, "eta2"), ss[1] / sum(ss))
  emit(c(name, "omega2"), (ss[1] - df[1] * mse) / (sum(ss) + mse))
  for (level in c(90, 95))
    emit(c(name, paste0("eta2_", level)), bound(f, df[1], df[2], (1 - level / 100) / 2, FALSE),
         bound(f, df[1], df[2], (1 - level / 100) / 2, TRUE))
  for (center in c("mean", "median")) {
    test <- oneway.test(d ~ g, data.frame(d = abs(x - ave(x, g, FUN = get(center))), g = g), var.equal = TRUE)
    emit(c(name, paste0("levene_", center)), test$statistic, tail_f(test$statistic, df[1], df[2]))
  }
  welch <- oneway.test(x ~ g)
  emit(c(name, "welch"), welch$statistic, welch$parameter,
       tail_f(welch$statistic, welch$parameter[1], welch$parameter[2]))
}
