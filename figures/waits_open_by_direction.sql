-- title:   Waits for the other platform that still last, by direction
-- chart:   step log1p
-- x:       x "Days since the first commit without an answer"
-- y:       y "Waits that still last (%)"
-- group:   name
-- curve:   kaplan-meier days ended by=target label=name
-- needs:   waits "commits on both platforms"
-- columns: name "Waiting for", n "Waits" %.0f, open "Open" %.0f of counts
-- caption: Share of waits that last longer than so many whole days (Kaplan and Meier). A wait goes from the first commit after the last answer to the next
--          commit on the other platform; one without an answer counts as long as it has lasted on the day of collection. Bands hold for each day with 95%
--          (point by point, log-log); they take waits as independent, which waits of one family are not. Below: waits that have lasted so long. The scale is
--          log(1 + days).
-- alt:     Falling step curves with bands, one for each platform that is waited for, over a logarithmic scale of days, and the numbers of waits that have
--          lasted so long.
SELECT w.target, CASE w.target WHEN 'GH' THEN 'For GitHub' ELSE 'For Hugging Face' END AS name, w.days, 1 - w.is_open AS ended
  FROM waits w JOIN families f USING (family_id) ORDER BY w.target, f.family, w.seq;

-- query: counts
SELECT CASE target WHEN 'GH' THEN 'GitHub' ELSE 'Hugging Face' END AS name, count(*) AS n, sum(is_open) AS open FROM waits GROUP BY target ORDER BY target;
