-- title:   Waits for the other platform that still last, by synchronization pattern
-- chart:   step log1p
-- x:       x "Days since the first commit without an answer"
-- y:       y "Waits that still last (%)"
-- group:   name
-- curve:   kaplan-meier days ended by=pattern label=name
-- needs:   waits "commits on both platforms"
-- columns: name "Pattern", n "Waits" %.0f, open "Open" %.0f of counts
-- caption: Share of waits that last longer than so many whole days (Kaplan and Meier), with waits and scale as in the figure by direction. Each curve has a
--          band that holds for each day with 95% (point by point, log-log) and takes waits as independent, which waits of one family are not; the bands of
--          more than four curves stand in the exported data only. Below: waits that have lasted so long.
-- alt:     Falling step curves, one per synchronization pattern, over a logarithmic scale of days, and the numbers of waits that have lasted so long.
SELECT p.pattern, p.name, w.days, 1 - w.is_open AS ended
  FROM waits w JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.position, f.family, w.seq;

-- query: counts
SELECT p.name, count(*) AS n, sum(w.is_open) AS open
  FROM waits w JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) GROUP BY p.pattern ORDER BY p.position;
