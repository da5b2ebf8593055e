-- title:   How long the other platform takes, by {by}
-- chart:   step log1p
-- x:       x "Days to the next commit on the other platform"
-- y:       y "Transitions within so many days (%)"
-- group:   name
-- curve:   ecdf days by=age_group label=name
-- needs:   transitions "transitions between the platforms"
-- columns: name "{By}", n "Transitions" %.0f, same_day "Less than a day (%)" %.1f, week "Within 7 days (%)" %.1f, month "Within 30 days (%)" %.1f of shares
-- numbers: lagdays.age.{age_group}.same_day = same_day of shares, lagdays.age.{age_group}.week = week of shares
-- numbers: lagdays.age.{age_group}.month = month of shares
-- caption: Share of transitions that take at most so many whole days. Each curve has a band that holds for all of it with 95% (simultaneous; Dvoretzky,
--          Kiefer and Wolfowitz) and takes waits as independent, which waits of one family are not; the bands of more than four curves stand in the
--          exported data only. The scale is log(1 + days).
-- alt:     Rising step curves, one per {by}, over a logarithmic scale of days.
SELECT g.age_group, g.name, t.days
  FROM transitions t JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN families f USING (family_id)
 ORDER BY g.position, f.family, t.seq;

-- query: shares
SELECT g.age_group, g.name, count(*) AS n, 100.0 * sum(t.days = 0) / count(*) AS same_day, 100.0 * sum(t.days <= 7) / count(*) AS week,
       100.0 * sum(t.days <= 30) / count(*) AS month
  FROM transitions t JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) GROUP BY g.age_group ORDER BY g.position;
