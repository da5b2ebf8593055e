# Shapiro and Wilk's test by shapiro.test().
source("common.R")
begin("shapiro.R")

samples <- list(
  three = c(4.5, -1, 3), threeSkew = c(1, 1.001, 9), threeTied = c(1, 1, 4), threeEven = c(1, 2.25, 4),
  four = c(1, 2.5, 2, 17), five = c(3, 1, 4, 1.5, 9), six = c(0, 0, 0, 0, 0, 1),
  eleven = scatter(11, 3), twelve = scatter(12, 5), ties = rep(c(0, 1, 2, 7), c(60, 15, 4, 1)),
  ozone = airquality$Ozone[!is.na(airquality$Ozone)], weights = women$weight, faithful = faithful$eruptions,
  normal = qnorm(ppoints(200)) * 7.5 + 1e4, hundred = scatter(100, 17)^2,
  most = scatter(5000, 23, 997), mostTied = rep(c(0, 1, 5), c(4500, 400, 100))
)

for (name in names(samples)) {
  test <- shapiro.test(samples[[name]])
  emit(c(name, "values"), samples[[name]])
  emit(c(name, "W"), test$statistic)
  emit(c(name, "p"), test$p.value)
}
