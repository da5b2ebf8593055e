-- title:   How long the other platform takes, by synchronization pattern
-- chart:   step log1p
-- x:       x "Days to the next commit on the other platform"
-- y:       y "Transitions within so many days (%)"
-- group:   name
-- curve:   ecdf days by=pattern label=name
-- needs:   transitions "transitions between the platforms"
-- columns: name "Pattern", n "Transitions" %.0f, same_day "Less than a day (%)" %.1f, week "Within 7 days (%)" %.1f, month "Within 30 days (%)" %.1f of shares
-- numbers: lagdays.pattern.{pattern}.same_day = same_day of shares, lagdays.pattern.{pattern}.week = week of shares
-- numbers: lagdays.pattern.{pattern}.month = month of shares
-- caption: Share of transitions that take at most so many whole days. Each curve has a band that holds for all of it with 95% (simultaneous; Dvoretzky,
--          Kiefer and Wolfowitz) and takes waits as independent, which waits of one family are not; the bands of more than four curves stand in the
--          exported data only. The scale is log(1 + days).
-- alt:     Rising step curves, one per synchronization pattern, over a logarithmic scale of days.
SELECT p.pattern, p.name, t.days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.position, f.family, t.seq;

-- query: shares
SELECT p.pattern, p.name, count(*) AS n, 100.0 * sum(t.days = 0) / count(*) AS same_day, 100.0 * sum(t.days <= 7) / count(*) AS week,
       100.0 * sum(t.days <= 30) / count(*) AS month
  FROM transitions t JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) GROUP BY p.pattern ORDER BY p.position;
