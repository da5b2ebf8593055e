# The noncentral chi-square distribution by pchisq(ncp =), where it has digits: its lower tail near the middle and above.
source("common.R")
begin("noncentral.R")

for (df in c(1, 2, 5, 16, 60)) {
  ncp <- c(0.5, 0.5, 3, 17, 17, 60, 75.5, 75.5)
  x <- c(0.1, 9, 4.5, 20, 55.5, 50, 60, 130)
  name <- paste0("df", df)
  emit(c(name, "x"), x)
  emit(c(name, "noncentrality"), ncp)
  emit(c(name, "lower"), pchisq(x, df, ncp = ncp))
}
