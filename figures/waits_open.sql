-- title:   Waits for the other platform, with those that nobody has ended
-- needs:   waits "commits on both platforms"
-- columns: name "Waiting for", km.direction.{target}.n "Waits" %.0f, km.direction.{target}.events "Ended" %.0f, km.direction.{target}.median "Median days" %.1f, km.direction.{target}.low "from" %.1f, km.direction.{target}.high "to" %.1f
-- columns: name "Pattern", km.pattern.{pattern}.n "Waits" %.0f, km.pattern.{pattern}.events "Ended" %.0f, km.pattern.{pattern}.median "Median days" %.1f, km.pattern.{pattern}.low "from" %.1f, km.pattern.{pattern}.high "to" %.1f of patterns "Waits by synchronization pattern, with those that nobody has ended"
-- test:    survival days ended by=target label=name unit=waits question=rq3 of waits as km.direction
-- test:    survival days ended by=lag label=lag_name unit=waits question=rq3 of by_lag as km.lag
-- test:    survival days ended by=pattern label=pattern_name unit=waits question=rq3 of by_pattern as km.pattern
-- test:    survival days ended by=age_group label=age_name unit=waits question=rq3 of by_age as km.age
-- numbers: waits.n = n of counts, waits.open = open of counts, waits.open_pct = open / n of counts
-- caption: A wait goes from the first commit after the last answer to the next commit on the other platform; it is open where there is none by the day of
--          collection. Medians by Kaplan and Meier with 95% intervals (log-log).
SELECT DISTINCT target, CASE target WHEN 'GH' THEN 'GitHub' ELSE 'Hugging Face' END AS name FROM waits ORDER BY target;

-- query: waits
SELECT w.target, CASE w.target WHEN 'GH' THEN 'GitHub' ELSE 'Hugging Face' END AS name, w.days, 1 - w.is_open AS ended
  FROM waits w JOIN families f USING (family_id) ORDER BY w.target, f.family, w.seq;

-- query: by_lag
SELECT l.lag, l.name AS lag_name, w.days, 1 - w.is_open AS ended
  FROM waits w JOIN family_sync s USING (family_id) JOIN lags l USING (lag) JOIN families f USING (family_id)
 ORDER BY l.position, f.family, w.seq;

-- query: by_pattern
SELECT p.pattern, p.name AS pattern_name, w.days, 1 - w.is_open AS ended
  FROM waits w JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.pattern, f.family, w.seq;

-- query: by_age
SELECT g.age_group, g.name AS age_name, w.days, 1 - w.is_open AS ended
  FROM waits w JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN families f USING (family_id)
 ORDER BY g.position, f.family, w.seq;

-- query: patterns
SELECT DISTINCT p.pattern, p.name, p.position
  FROM waits w JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) ORDER BY p.position;

-- query: counts
SELECT count(*) AS n, sum(is_open) AS open FROM waits;
