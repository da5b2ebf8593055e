-- title:   How long the other platform takes, by lag
-- chart:   step log1p
-- x:       x "Days to the next commit on the other platform"
-- y:       y "Transitions within so many days (%)"
-- group:   name
-- curve:   ecdf days by=lag label=name
-- needs:   transitions "transitions between the platforms"
-- columns: name "Lag", n "Transitions" %.0f, same_day "Less than a day (%)" %.1f, week "Within 7 days (%)" %.1f, month "Within 30 days (%)" %.1f of shares
-- numbers: lagdays.lag.{lag}.same_day = same_day of shares, lagdays.lag.{lag}.week = week of shares, lagdays.lag.{lag}.month = month of shares
-- numbers: lagdays.same_day = same_day of totals, lagdays.week = week of totals, lagdays.month = month of totals
-- caption: Share of transitions that take at most so many whole days; of all, {lagdays.week|%.1f}% take at most 7 days. Bands hold for a whole curve with 95%
--          (simultaneous; Dvoretzky, Kiefer and Wolfowitz). They take waits as independent, which waits of one family are not. The scale is log(1 + days).
-- alt:     Rising step curves with bands, one per lag, over a logarithmic scale of days. Of all transitions {lagdays.same_day|%.1f}% take less than a day,
--          {lagdays.week|%.1f}% at most 7 days and {lagdays.month|%.1f}% at most 30.
SELECT l.lag, l.name, t.days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN lags l USING (lag) JOIN families f USING (family_id)
 ORDER BY l.position, f.family, t.seq;

-- query: shares
SELECT l.lag, l.name, count(*) AS n, 100.0 * sum(t.days = 0) / count(*) AS same_day, 100.0 * sum(t.days <= 7) / count(*) AS week,
       100.0 * sum(t.days <= 30) / count(*) AS month
  FROM transitions t JOIN family_sync s USING (family_id) JOIN lags l USING (lag) GROUP BY l.lag ORDER BY l.position;

-- query: totals
SELECT 100.0 * sum(days = 0) / count(*) AS same_day, 100.0 * sum(days <= 7) / count(*) AS week, 100.0 * sum(days <= 30) / count(*) AS month
  FROM transitions;
