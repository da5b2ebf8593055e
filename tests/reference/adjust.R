# Corrections by p.adjust().
source("common.R")
begin("adjust.R")

families <- list(
  textbook = c(0.01, 0.02, 0.03, 0.04, 0.05),
  # Benjamini and Hochberg (1995), section 4.1, 15 hypotheses, in another order
  thrombolysis = c(0.0459, 0.0001, 1, 0.0004, 0.3240, 0.0019, 0.7590, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.4262,
                   0.5719, 0.6528),
  ties = c(0.3, 0.02, 0.02, 1, 0.3, 0.02, 0),
  one = 0.04,
  tail = c(3e-281, 0.7, 1e-66, 5e-324, 1e-300, 0.049),
  many = scatter(97, 13) / 20011
)

for (name in names(families)) {
  p <- families[[name]]
  emit(c(name, "p"), p)
  for (method in c("none", "bonferroni", "holm", "BH", "BY"))
    emit(c(name, tolower(method)), p.adjust(p, method))
}
