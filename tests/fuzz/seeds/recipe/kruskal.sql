-- title: Waits
-- chart: box strip log1p
-- x: days "Days"
-- y: lag "Lag"
-- test: kruskal-wallis days by=lag posthoc=dunn pairs=dunn.lag of raw as kw.lag
-- columns: lag "Lag", kappa.{lag} "k" %.3f of raw "Title"
-- needs: commits "no commits"
SELECT days, lag FROM transitions;
-- query: raw
SELECT 1
