# Kaplan and Meier by survfit(conf.type = "log-log"), quantiles by quantile(), numbers at risk by summary(times = );
# log-rank tests by survdiff(), of all groups and of each pair, corrected by p.adjust(). Package survival; its version is
# an item of its own. The curve is that of all groups together. Steps are the times with events; censored times are
# counted from one step to the next.
source("common.R")
suppressMessages(library(survival))
begin("survival.R")

# groups: list of times; events: list of flags
ages <- function(n, seed, modulus) scatter(n, seed, modulus)
flags <- function(n, seed, one_in) as.integer(scatter(n, seed, one_in) > 0)
by_group <- function(time, event, group) list(times = unname(split(time, group)), events = unname(split(event, group)))

sets <- list(
  aml = with(aml, by_group(time, status, x)), # Miller (1981), p. 49
  # Freireich et al. (1963), remission of leukemia, weeks: 6-MP and placebo
  freireich = list(
    times = list(c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
                 c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)),
    events = list(c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0), rep(1, 21))),
  veteran = with(veteran, by_group(time, status, celltype)),
  ovarian = with(ovarian, by_group(futime, fustat, rx)),
  ties = list( # days, many of them 0
    times = list(rep(c(0, 1, 3), c(30, 5, 1)), rep(c(0, 1, 2), c(11, 2, 2)), rep(c(0, 7), c(9, 8))),
    events = list(rep(c(1, 0, 1), c(30, 5, 1)), rep(c(1, 1, 0), c(11, 2, 2)), rep(c(1, 0), c(9, 8)))),
  censored = list( # a group without events
    times = list(c(5, 8, 12, 20), c(3, 3, 9, 14), c(1, 8, 21)), events = list(rep(0, 4), c(1, 1, 0, 1), c(1, 1, 1))),
  early = list( # a group that is gone before the first event
    times = list(c(2, 4.5), c(6, 7, 9), c(6.5, 8, 8)), events = list(c(0, 0), c(1, 1, 1), c(1, 0, 1))),
  tiny = list(times = list(2.5, 4), events = list(1, 0)),
  level = list(times = list(c(1, 2), c(3, 4)), events = list(c(1, 1), c(0, 0))), # survival stays at one half
  unbalanced = list(
    times = list(c(17.5, 3), ages(400, 11, 3001) / 8, c(900, 1100, 1300), ages(37, 5, 501) / 4, 1),
    events = list(c(1, 1), flags(400, 77, 3), c(0, 1, 0), flags(37, 3, 5), 0)),
  extreme = list( # p 2e-286
    times = list(1:350, 150 + 1:350 * 2, 600 + 1:350 * 3), events = list(flags(350, 8, 9), flags(350, 9, 4), flags(350, 4, 7)))
)

pairs_of <- function(set) {
  pairs <- combn(length(set$times), 2)
  lapply(seq_len(ncol(pairs)), function(i) {
    both <- pairs[, i]
    group <- rep(both, lengths(set$times[both]))
    time <- unlist(set$times[both])
    event <- unlist(set$events[both])
    if (sum(event) == 0) return(list(chisq = NA, p = NA))
    test <- survdiff(Surv(time, event) ~ group)
    if (sum(test$exp > 0) < 2) return(list(chisq = NA, p = NA))
    list(chisq = test$chisq, p = pchisq(test$chisq, 1, lower.tail = FALSE))
  })
}

cat("package.version,", gsub("-", ".", packageVersion("survival")), "\n", sep = "")
shares <- c(0.1, 0.25, 0.5, 0.75, 0.9)
for (name in names(sets)) {
  set <- sets[[name]]
  time <- unlist(set$times)
  event <- unlist(set$events)
  emit_groups(name, set$times)
  emit(c(name, "events"), event)
  for (level in c(0.95, 0.8)) {
    fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log", conf.int = level, timefix = FALSE)
    steps <- which(fit$n.event > 0)
    at <- function(item) c(name, paste0(item, if (level == 0.8) "80"))
    emit(at("low"), fit$lower[steps])
    emit(at("high"), fit$upper[steps])
    quantiles <- sapply(shares, function(p) unlist(quantile(fit, p)))
    emit(at("q_low"), quantiles[2, ])
    emit(at("q_high"), quantiles[3, ])
  }
  emit(c(name, "q"), quantiles[1, ])
  emit(c(name, "time"), fit$time[steps])
  emit(c(name, "n_risk"), fit$n.risk[steps])
  emit(c(name, "n_events"), fit$n.event[steps])
  section <- findInterval(fit$time, fit$time[steps])
  censored <- sapply(0:length(steps), function(i) sum(fit$n.censor[section == i]))
  emit(c(name, "n_censored"), censored) # the first before all steps
  emit(c(name, "survival"), fit$surv[steps])
  emit(c(name, "se"), (fit$surv * fit$std.err)[steps])
  points <- c(0, 1, 6, 8.25, 100, 1000)
  emit(c(name, "at_risk"), summary(fit, times = points, extend = TRUE)$n.risk)
  group <- rep(seq_along(set$times), lengths(set$times))
  test <- survdiff(Surv(time, event) ~ group)
  df <- sum(test$exp > 0) - 1
  emit(c(name, "chi2"), test$chisq)
  emit(c(name, "df"), df)
  emit(c(name, "p"), pchisq(test$chisq, df, lower.tail = FALSE))
  emit(c(name, "observed"), test$obs)
  emit(c(name, "expected"), test$exp)
  pairs <- pairs_of(set)
  emit(c(name, "pairs_chi2"), sapply(pairs, `[[`, "chisq"))
  p <- sapply(pairs, `[[`, "p")
  for (method in c("none", "bonferroni", "holm", "BH", "BY"))
    emit(c(name, paste0("pairs_", tolower(method))), p.adjust(p, method))
}
