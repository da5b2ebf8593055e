-- title:   Pairs of waits by synchronization pattern (Dunn’s test)
-- chart:   heat map p
-- pairs:   kw.pattern.family
-- x:       label_a "Synchronization pattern"
-- y:       label_b "Synchronization pattern"
-- fill:    p_adjusted
-- label:   p_adjusted "" %.3f
-- needs:   transitions "waits of families in two groups at least"
-- columns: name_a "First", name_b "Second", z "z" %.2f, p "p" %.4f, p_adjusted "Adjusted p" %.4f of pairs
-- test:    kruskal-wallis days by=pattern label=name posthoc=dunn pairs=dunn.pattern.family unit=families question=rq3 as kw.pattern.family
-- caption: Each cell holds the p-value of Dunn’s test of two patterns, adjusted for all pairs (Bonferroni, m = {pairs[0]|%.0f}). A family counts once, by the median of
--          its days to the next commit on the other platform. Letters in parentheses: patterns that share one are not shown to differ at 5%. Pairs that
--          differ: {differing[0]|%.0f} of {pairs[0]|%.0f}.
-- alt:     Lower triangle of a matrix with an adjusted p-value for each two patterns. At 5%, {differing[0]|%.0f} of {pairs[0]|%.0f} pairs of patterns differ in their waits.
WITH ranked AS (SELECT family_id, days, row_number() OVER (PARTITION BY family_id ORDER BY days) AS rank,
                       count(*) OVER (PARTITION BY family_id) AS n FROM transitions),
     medians AS (SELECT family_id, avg(days) AS days FROM ranked WHERE rank IN ((n + 1) / 2, (n + 2) / 2) GROUP BY family_id)
SELECT p.pattern, p.name, m.days
  FROM medians m JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.pattern, f.family;
