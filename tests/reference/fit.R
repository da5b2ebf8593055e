# Hurdle models of whole numbers: each likelihood written down with R's own dgeom, dnbinom, plnorm and pweibull, Lomax by
# its formula, and maximised on the logarithms of its parameters by optim() (Nelder-Mead from many starts, BFGS) and nlm(),
# the best of all, again and again until nothing is gained; then Newton's method on the natural parameters, with differences
# that are extrapolated (Richardson), and from them the information. A model whose maximum is not above that of the laws at its ends
# (logarithmic series, Poisson, power law, geometric) has no answer: NA.
# Statistics of goodness of fit by definition, their p-values by a parametric bootstrap with R's random numbers.
source("common.R")
begin("fit.R")

uniform <- function(n, seed) (scatter(n, seed) + 0.5) / 10007
as_counts <- function(x) { t <- table(x); list(values = as.numeric(names(t)), counts = as.numeric(t)) }
log_normal_cells <- function(x, m, s) { # logarithms, from the side on which the tail is small
  is_low <- log(x + 1) < m
  near <- ifelse(is_low, plnorm(x + 1, m, s, TRUE, TRUE), plnorm(x, m, s, FALSE, TRUE))
  far <- ifelse(is_low, plnorm(x, m, s, TRUE, TRUE), plnorm(x + 1, m, s, FALSE, TRUE))
  near + log1p(-exp(far - near))
}
big <- 1:3000
sets <- list(
  geometric = as_counts(c(rep(0, 150), qgeom(uniform(250, 3), 0.3))),
  heavy = as_counts(floor(5 * (uniform(600, 21)^(-1 / 1.2) - 1))),
  tiny = as_counts(c(0, 0, 1, 2, 6, 1)),
  positive = as_counts(1 + floor(exp(qnorm(uniform(120, 8), 2, 1)))),
  two = as_counts(c(rep(0, 11), rep(1, 30), rep(7, 5))),
  weibull = as_counts(floor(qweibull(uniform(900, 5), 0.6, 8))),
  negbin = as_counts(qnbinom(uniform(400, 14), 2.5, mu = 6)),
  narrow = as_counts(floor(qlnorm(uniform(80, 31), 6, 0.05))), # far from 1, no zeros
  power = as_counts(floor(uniform(300, 77)^(-1 / 0.9))), # a discrete power law: several models end there
  million = list(values = c(0, big), counts = c(536000, round(464000 * exp(log_normal_cells(big, 1.5, 1.4)) / plnorm(1, 1.5, 1.4, FALSE))))
)
sets$million <- lapply(sets$million, function(v) v[sets$million$counts > 0])

# log P(x) of x = 1, 2, ... at natural parameters
laws <- list(
  geometric = function(x, p) dgeom(x - 1, p[1], log = TRUE),
  `negative-binomial` = function(x, p)
    dnbinom(x, size = p[1], mu = p[2], log = TRUE) - pnbinom(0, size = p[1], mu = p[2], lower.tail = FALSE, log.p = TRUE),
  `log-normal` = function(x, p) log_normal_cells(x, p[1], p[2]) - plnorm(1, p[1], p[2], FALSE, TRUE),
  weibull = function(x, p) {
    if (p[2] < 1e-250) return(-Inf)
    upper <- function(q) pweibull(q, p[1], p[2], lower.tail = FALSE, log.p = TRUE)
    upper(x) + log1p(-exp(upper(x + 1) - upper(x))) - upper(1)
  },
  lomax = function(x, p) {
    upper <- function(q) -p[1] * log1p(q / p[2])
    upper(x) + log1p(-exp(upper(x + 1) - upper(x))) - upper(1)
  }
)
natural <- list(geometric = plogis, `negative-binomial` = exp, `log-normal` = function(t) c(t[1], exp(t[2])),
                weibull = exp, lomax = exp)
starts <- list(
  geometric = as.matrix(c(-2, 0, 2)),
  `negative-binomial` = as.matrix(expand.grid(c(-6, -2, 0, 2), c(-3, 0, 2, 5))),
  `log-normal` = as.matrix(expand.grid(c(-8, -1, 1, 3, 6), c(-3, -1, 0, 1))),
  weibull = as.matrix(expand.grid(c(-2, -1, 0, 1, 3), c(-3, 0, 2, 6))),
  lomax = as.matrix(expand.grid(c(-1, 0, 1, 3), c(-1, 1, 3, 6)))
)
power_law <- function(x, t) { a <- exp(t); -a * log(x) + log(-expm1(-a * log1p(1 / x))) }
limits <- list(
  geometric = list(),
  `negative-binomial` = list(function(x, t) x * plogis(t, log.p = TRUE) - log(x) - log(-plogis(-t, log.p = TRUE)),
                             function(x, t) dpois(x, exp(t), log = TRUE) - ppois(0, exp(t), FALSE, TRUE)),
  `log-normal` = list(power_law),
  weibull = list(power_law),
  lomax = list(power_law, function(x, t) dgeom(x - 1, plogis(t), log = TRUE))
)

minimise <- function(f, start) {
  quietly <- function(e) suppressWarnings(tryCatch(e, error = function(e) NULL))
  best <- list(par = start, value = f(start))
  keep <- function(par, value) if (!is.null(value) && is.finite(value) && value < best$value) best <<- list(par = par, value = value)
  for (round in 1:6) {
    before <- best$value
    if (length(start) > 1) { o <- quietly(optim(best$par, f, control = list(reltol = 1e-15, maxit = 4000))); keep(o$par, o$value) }
    o <- quietly(optim(best$par, f, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000, ndeps = rep(1e-5, length(start)))))
    keep(o$par, o$value)
    o <- quietly(nlm(f, best$par, gradtol = 1e-12, steptol = 1e-12, iterlim = 1000, ndigit = 15))
    keep(o$estimate, o$minimum)
    if (!(best$value < before)) break
  }
  best
}

maximum <- function(model, x, w, from = starts[[model]]) {
  f <- function(t) {
    value <- -sum(w * laws[[model]](x, natural[[model]](t))) / sum(w)
    if (is.finite(value)) value else 1e10
  }
  values <- apply(from, 1, f)
  best <- NULL
  for (i in order(values)[seq_len(min(5, nrow(from)))]) {
    found <- suppressWarnings(minimise(f, from[i, ]))
    if (is.null(best) || found$value < best$value) best <- found
  }
  best
}

at_end <- function(model, x, w, value) any(vapply(limits[[model]], function(law) {
  end <- optimize(function(t) -sum(w * law(x, t)) / sum(w), c(-12, 12), tol = 1e-12)$objective
  value >= end - 1e-9
}, TRUE))

# Second derivatives at p of f, extrapolated from steps h, h / 2, h / 4 times the parameters' scale.
hessian <- function(f, p, scale) {
  at <- function(h) {
    n <- length(p)
    out <- matrix(0, n, n)
    for (i in seq_len(n)) for (j in seq_len(n)) {
      a <- replace(numeric(n), i, h * scale[i])
      b <- replace(numeric(n), j, h * scale[j])
      out[i, j] <- (f(p + a + b) - f(p + a - b) - f(p - a + b) + f(p - a - b)) / (4 * h^2 * scale[i] * scale[j])
    }
    out
  }
  d <- lapply(c(0.02, 0.01, 0.005), at)
  e <- list((4 * d[[2]] - d[[1]]) / 3, (4 * d[[3]] - d[[2]]) / 3)
  (16 * e[[2]] - e[[1]]) / 15
}

slope <- function(f, p, scale) {
  at <- function(h) vapply(seq_along(p), function(i) {
    a <- replace(numeric(length(p)), i, h * scale[i])
    (f(p + a) - f(p - a)) / (2 * h * scale[i])
  }, 0)
  d <- lapply(c(0.02, 0.01, 0.005), at)
  e <- list((4 * d[[2]] - d[[1]]) / 3, (4 * d[[3]] - d[[2]]) / 3)
  (16 * e[[2]] - e[[1]]) / 15
}

# A maximum sharpened by Newton's method on these differences: where the likelihood itself is flat to 16 digits, its
# slope is not. And the standard errors there.
sharpen <- function(model, x, w, p) {
  f <- function(q) -sum(w * laws[[model]](x, q)) / sum(w)
  scale <- abs(p) / 1000
  for (i in 1:4) scale <- pmin(1 / sqrt(abs(diag(hessian(f, p, scale)))), ifelse(p > 0, p, Inf))
  for (i in 1:4) p <- p - solve(hessian(f, p, scale), slope(f, p, scale))
  list(p = p, se = sqrt(diag(solve(hessian(f, p, scale) * sum(w)))))
}

distances <- function(model, x, w, p) {
  all <- 1:max(x)
  f <- cumsum(exp(laws[[model]](all, p)))
  count <- replace(numeric(length(all)), x, w)
  fn <- cumsum(count) / sum(w)
  c(sum(count * (fn - f)^2), max(abs(fn - f)))
}

bootstrap <- function(model, x, w, best, replicates) {
  p <- natural[[model]](best$par)
  seen <- distances(model, x, w, p)
  draw <- switch(model,
    geometric = function(n) 1 + rgeom(n, p[1]),
    weibull = function(n) floor(qweibull(runif(n) * pweibull(1, p[1], p[2], FALSE), p[1], p[2], FALSE)),
    `log-normal` = function(n) floor(qlnorm(runif(n) * plnorm(1, p[1], p[2], FALSE), p[1], p[2], FALSE)))
  exceed <- replicate(replicates, {
    y <- as_counts(draw(sum(w)))
    fit <- suppressWarnings(optim(best$par, function(t) {
      v <- -sum(y$counts * laws[[model]](y$values, natural[[model]](t)))
      if (is.finite(v)) v else 1e10
    }, method = if (length(best$par) > 1) "Nelder-Mead" else "BFGS"))
    distances(model, y$values, y$counts, natural[[model]](fit$par)) >= seen
  })
  (1 + rowSums(exceed)) / (replicates + 1)
}

set.seed(20240229)
for (name in names(sets)) {
  set <- sets[[name]]
  emit(c(name, "values"), set$values)
  emit(c(name, "counts"), set$counts)
  n <- sum(set$counts)
  zeros <- sum(set$counts[set$values == 0])
  x <- set$values[set$values > 0]
  w <- set$counts[set$values > 0]
  pi0 <- zeros / n
  hurdle <- dbinom(zeros, n, pi0, log = TRUE) - lchoose(n, zeros)
  if (n > 1e4) hurdle <- zeros * log(pi0) + (n - zeros) * log(1 - pi0)
  emit(c(name, "pi0"), pi0, sqrt(pi0 * (1 - pi0) / n))
  for (model in names(laws)) {
    best <- maximum(model, x, w)
    item <- function(what) c(name, paste0(model, "_", what))
    if (at_end(model, x, w, best$value)) {
      emit(item("fit"), NA)
      next
    }
    sharp <- sharpen(model, x, w, natural[[model]](best$par))
    p <- sharp$p
    log_lik <- max(-best$value * sum(w), sum(w * laws[[model]](x, p)))
    m <- length(p) + 1
    emit(item("fit"), p)
    emit(item("se"), sharp$se)
    emit(item("log_likelihood"), log_lik, log_lik + hurdle)
    emit(item("criteria"), 2 * m - 2 * (log_lik + hurdle), m * log(n) - 2 * (log_lik + hurdle))
    emit(item("distances"), distances(model, x, w, p))
    if ((name == "weibull" && model %in% c("geometric", "log-normal", "weibull")) || (name == "geometric" && model == "geometric"))
      emit(item("p"), bootstrap(model, x, w, best, 400))
  }
}
