# Sample odds ratio of a 2x2 table and its standard error by glm(), a saturated logistic regression; Woolf's interval is
# confint.default() of its coefficient.
source("common.R")
begin("odds_ratio.R")

tables <- list(
  convictions = c(2, 15, 10, 3),
  ones = c(1, 1, 1, 1),
  tied = c(5, 5, 5, 5),
  unbalanced = c(2, 3, 4, 50000),
  lopsided = c(40, 2, 731, 5),
  far = c(900, 40, 55, 812),
  thousands = c(31234, 30876, 29901, 30500)
)
for (name in names(tables)) {
  counts <- tables[[name]]
  emit(c(name, "counts"), counts)
  table <- matrix(counts, 2, byrow = TRUE)
  fit <- glm(table ~ c(1, 0), family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
  emit(c(name, "sample"), exp(unname(coef(fit)[2])))
  emit(c(name, "se_log"), sqrt(vcov(fit)[2, 2]))
  emit(c(name, "ci"), exp(unname(confint.default(fit)[2, ])))
}
