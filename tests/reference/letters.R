# Compact letters of pairs that differ, by multcompView's multcompLetters() (Piepho 2004), one number per letter: the sum
# of 2^(group - 1) over its groups. Pairs stand as (1,2) (1,3) ... (2,3) ...; 1 says that the two differ.
source("common.R")
library(multcompView)
begin("letters.R")

pairs_of <- function(k) combn(k, 2)

emit_letters <- function(name, k, differs) {
  groups <- sprintf("g%02d", seq_len(k))
  pairs <- pairs_of(k)
  names(differs) <- paste(groups[pairs[1, ]], groups[pairs[2, ]], sep = "-")
  found <- multcompLetters(differs)
  emit(c(name, "groups"), k)
  emit(c(name, "differs"), as.numeric(differs))
  matrix <- if (is.null(found$LetterMatrix)) matrix(TRUE, k, 1) else found$LetterMatrix[groups, , drop = FALSE]
  emit(c(name, "letters"), sort(colSums(matrix * 2^(seq_len(k) - 1))))
}

emit_letters("alike", 4, rep(FALSE, 6))
emit_letters("unlike", 4, rep(TRUE, 6))
emit_letters("two", 2, TRUE)
# Piepho (2004), section 2: a chain of overlapping ranges
chain <- function(k, reach) abs(pairs_of(k)[1, ] - pairs_of(k)[2, ]) > reach
emit_letters("chain_1", 7, chain(7, 1))
emit_letters("chain_3", 8, chain(8, 3))
emit_letters("star", 5, pairs_of(5)[1, ] == 1)
emit_letters("ring", 5, !(abs(pairs_of(5)[1, ] - pairs_of(5)[2, ]) %in% c(1, 4)))
for (k in c(3, 5, 8, 12)) for (share in c(2, 5, 8))
  emit_letters(sprintf("scatter_%d_%d", k, share), k, scatter(k * (k - 1) / 2, 100 * k + share, 10) < share)
