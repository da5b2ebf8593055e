-- title:   Mean days between the platforms by synchronization pattern
-- chart:   bar horizontal
-- x:       mean_days "Mean days to the other platform" %.2f
-- y:       name "Synchronization pattern"
-- label:   mean_days "" %.2f
-- needs:   transitions "transitions between the platforms"
-- columns: name "Synchronization pattern", transitions "Transitions" %.0f, mean_days "Mean days" %.2f
-- caption: Mean over all transitions of the group, the smallest first. A few long waits move a mean far; the box plots show all of them.
-- alt:     Bars of mean days per transition. None is shorter than that of {name[0]} with {mean_days[0]|%.2f} days, over all transitions it is {lagdays.mean|%.2f}.
SELECT p.pattern, p.name, count(*) AS transitions, avg(t.days) AS mean_days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern)
 GROUP BY p.pattern ORDER BY mean_days, p.position;
