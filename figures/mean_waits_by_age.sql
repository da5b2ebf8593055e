-- title:   Mean days between the platforms by {by}
-- chart:   bar vertical
-- x:       name "{By}"
-- y:       mean_days "Mean days to the other platform" %.2f
-- label:   mean_days "" %.2f
-- needs:   transitions "transitions between the platforms"
-- columns: name "{By}", transitions "Transitions" %.0f, mean_days "Mean days" %.2f
-- caption: Mean over all transitions of the group, the smallest first. A few long waits move a mean far; the box plots show all of them.
-- alt:     Bars of mean days per transition. None is shorter than that of {name[0]} with {mean_days[0]|%.2f} days, over all transitions it is {lagdays.mean|%.2f}.
SELECT g.age_group, g.name, count(*) AS transitions, avg(t.days) AS mean_days
  FROM transitions t JOIN ages a USING (family_id) JOIN age_groups g USING (age_group)
 GROUP BY g.age_group ORDER BY mean_days, g.position;
