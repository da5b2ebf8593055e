# Fisher's exact test by fisher.test(): p two-sided, less, greater. Its odds ratio and interval are found only roughly and
# come from fisher_digits.py instead.
source("common.R")
begin("fisher.R")

tables <- list(
  tea = c(3, 1, 1, 3), # Fisher (1935), as on the manual page of fisher.test
  convictions = c(2, 15, 10, 3), # the same page
  tiny = c(1, 0, 0, 1),
  tied = c(5, 5, 5, 5), # both sides equally likely
  tied_far = c(3, 9, 9, 3),
  unbalanced = c(2, 3, 4, 50000),
  corner = c(0, 7, 12, 5),
  other_corner = c(9, 0, 4, 6),
  lopsided = c(40, 2, 731, 5),
  far = c(900, 40, 55, 812), # p is below the smallest double: 0
  deep = c(640, 40, 55, 652),
  near = c(1000, 1001, 1003, 1002),
  thousands = c(31234, 30876, 29901, 30500),
  skew = c(17, 983, 40, 720)
)
for (name in names(tables)) {
  table <- matrix(tables[[name]], 2, byrow = TRUE)
  emit(c(name, "counts"), tables[[name]])
  for (alternative in c("two.sided", "less", "greater"))
    emit(c(name, alternative), fisher.test(table, alternative = alternative, conf.int = FALSE)$p.value)
}
