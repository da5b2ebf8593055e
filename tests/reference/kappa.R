# Cohen's kappa from its definition. Its standard errors by the delta method with numerical derivatives of kappa, not by
# the printed formula of Fleiss, Cohen and Everitt (1969), so that a slip in the one shows in the other:
#   se^2 = (sum p d^2 - (sum p d)^2) / n,  d the derivatives of kappa by the shares p;
# under kappa = 0 the same at the shares a b of independent raters. The interval of 95 % is kappa and its standard error
# times qnorm(0.975) to both sides.
source("common.R")
begin("kappa.R")

kappa_of <- function(p) {
  p <- p / sum(p)
  chance <- sum(rowSums(p) * colSums(p))
  (sum(diag(p)) - chance) / (1 - chance)
}

# Central differences and Richardson's extrapolation: right to about ten digits. The step is small beside 1 - chance.
derivative <- function(p, i) {
  central <- function(h) {
    up <- down <- p
    up[i] <- up[i] + h
    down[i] <- down[i] - h
    (kappa_of(up) - kappa_of(down)) / (2 * h)
  }
  h <- 2^-7 * (1 - sum(rowSums(p) * colSums(p)))
  first <- c(central(h), central(h / 2), central(h / 4))
  second <- (4 * first[2:3] - first[1:2]) / 3
  (16 * second[2] - second[1]) / 15
}

delta_se <- function(p, n) {
  d <- vapply(seq_along(p), function(i) derivative(p, i), 0)
  sqrt(max(0, sum(p * d^2) - sum(p * d)^2) / n)
}

by_row <- function(columns, ...) matrix(c(...), ncol = columns, byrow = TRUE)

tables <- list(
  diagnoses = by_row(3, 75, 1, 4, 5, 4, 1, 0, 0, 10), # Fleiss (1981), table 13.1
  two = by_row(2, 20, 5, 10, 15),
  worse_than_chance = by_row(2, 3, 11, 14, 2),
  perfect = by_row(3, 9, 0, 0, 0, 4, 0, 0, 0, 7),
  empty_category = by_row(4, 31, 2, 0, 4, 1, 17, 0, 0, 0, 0, 0, 0, 3, 1, 0, 8),
  unbalanced = by_row(3, 5000, 3, 1, 2, 4, 0, 1, 0, 2),
  one_sided = by_row(2, 6, 0, 5, 0), # the second rater has one category: kappa 0
  many = matrix(scatter(64, 21, 13), 8) + diag(scatter(8, 2, 97))
)

for (name in names(tables)) {
  table <- tables[[name]]
  n <- sum(table)
  p <- table / n
  emit_table(name, table)
  emit(c(name, "n"), n)
  emit(c(name, "agreements"), sum(diag(table)))
  emit(c(name, "observed"), sum(diag(p)))
  emit(c(name, "expected"), sum(rowSums(p) * colSums(p)))
  emit(c(name, "kappa"), kappa_of(table))
  emit(c(name, "se"), delta_se(p, n))
  emit(c(name, "low"), kappa_of(table) - qnorm(0.975) * delta_se(p, n))
  emit(c(name, "high"), kappa_of(table) + qnorm(0.975) * delta_se(p, n))
  emit(c(name, "se_null"), delta_se(outer(rowSums(p), colSums(p)), n))
}
