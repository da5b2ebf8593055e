-- title:   Pairs of waits by lag (Dunn’s test)
-- chart:   heat map p
-- pairs:   kw.lag.family
-- x:       label_a "Lag"
-- y:       label_b "Lag"
-- fill:    p_adjusted
-- label:   p_adjusted "" %.3f
-- needs:   transitions "waits of families in two groups at least"
-- columns: name_a "First", name_b "Second", z "z" %.2f, p "p" %.4f, p_adjusted "Adjusted p" %.4f of pairs
-- test:    kruskal-wallis days by=lag label=name posthoc=dunn pairs=dunn.lag.family unit=families question=rq3 as kw.lag.family
-- caption: Each cell holds the p-value of Dunn’s test of two lags, adjusted for all pairs (Bonferroni, m = {pairs[0]|%.0f}). A family counts once, by the median of
--          its days to the next commit on the other platform. Letters in parentheses: lags that share one are not shown to differ at 5%. Pairs that
--          differ: {differing[0]|%.0f} of {pairs[0]|%.0f}.
-- alt:     Lower triangle of a matrix with an adjusted p-value for each two lags. At 5%, {differing[0]|%.0f} of {pairs[0]|%.0f} pairs of lags differ in their waits.
WITH ranked AS (SELECT family_id, days, row_number() OVER (PARTITION BY family_id ORDER BY days) AS rank,
                       count(*) OVER (PARTITION BY family_id) AS n FROM transitions),
     medians AS (SELECT family_id, avg(days) AS days FROM ranked WHERE rank IN ((n + 1) / 2, (n + 2) / 2) GROUP BY family_id)
SELECT l.lag, l.name, m.days
  FROM medians m JOIN family_sync s USING (family_id) JOIN lags l USING (lag) JOIN families f USING (family_id)
 ORDER BY l.position, f.family;
