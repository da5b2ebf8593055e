# Empirical distribution functions by ecdf(); the band by definition, with the half width e found as the root of
# 2 exp(-2 n e^2) = 1 - level (Dvoretzky, Kiefer and Wolfowitz, with Massart's constant).
source("common.R")
begin("ecdf.R")

samples <- list(
  faithful = faithful$waiting,
  ozone = airquality$Ozone[!is.na(airquality$Ozone)],
  one = -2.5,
  ties = rep(c(0, 7, 3), c(900, 4, 96)),
  tiny = c(5e-324, 0, -5e-324, 1e308),
  scattered = scatter(1000, 17) / 7 - 500
)

for (name in names(samples)) {
  x <- samples[[name]]
  f <- ecdf(x)
  emit(c(name, "values"), x)
  emit(c(name, "at"), knots(f))
  emit(c(name, "share"), f(knots(f)))
  for (level in c(0.95, 0.999)) {
    width <- uniroot(function(e) log(2) - 2 * length(x) * e^2 - log1p(-level), c(0, 3), tol = 1e-16)$root
    mark <- if (level == 0.95) "95" else "999"
    emit(c(name, paste0("low", mark)), pmax(0, f(knots(f)) - width))
    emit(c(name, paste0("high", mark)), pmin(1, f(knots(f)) + width))
  }
}
