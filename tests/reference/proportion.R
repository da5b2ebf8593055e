# Wilson's interval by prop.test(correct = FALSE). With few successes its lower end is a difference of larger numbers.
source("common.R")
begin("proportion.R")

cases <- list(
  half = c(15, 30), few = c(2, 41), none = c(0, 17), all = c(23, 23), one = c(1, 1), one_none = c(0, 1),
  many = c(4711, 90001), rare = c(3, 250000), nearly = c(99997, 100000), majority = c(181, 325)
)
for (name in names(cases)) {
  emit(c(name, "trials"), cases[[name]])
  for (level in c(0.95, 0.99, 0.5)) {
    test <- suppressWarnings(prop.test(cases[[name]][1], cases[[name]][2], conf.level = level, correct = FALSE))
    emit(c(name, paste0("ci", 100 * level)), test$conf.int)
  }
}
