-- title:   Mean days between the platforms by lag
-- chart:   bar vertical
-- x:       name "Lag"
-- y:       mean_days "Mean days to the other platform" %.2f
-- label:   mean_days "" %.2f
-- needs:   transitions "transitions between the platforms"
-- columns: name "Lag", transitions "Transitions" %.0f, mean_days "Mean days" %.2f
-- caption: Mean over all transitions of the group, the smallest first. A few long waits move a mean far; the box plots show all of them.
-- alt:     Bars of mean days per transition. None is shorter than that of {name[0]} with {mean_days[0]|%.2f} days, over all transitions it is {lagdays.mean|%.2f}.
SELECT l.lag, l.name, count(*) AS transitions, avg(t.days) AS mean_days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN lags l USING (lag)
 GROUP BY l.lag ORDER BY mean_days, l.position;
