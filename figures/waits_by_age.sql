-- title:   Days between the platforms by {by}
-- chart:   box strip log1p
-- x:       days "Days to the next commit on the other platform"
-- y:       name "{By}"
-- fill:    age_group
-- mark:    mean
-- needs:   transitions "transitions between the platforms"
-- columns: name "{By}", days "Days" %.0f
-- test:    kruskal-wallis days by=age_group label=name cluster=family posthoc=dunn pairs=dunn.age unit=transitions of families as kw.age
-- test:    anova days by=age_group label=name posthoc=tukey pairs=tukey.age unit=transitions as anova.age
-- test:    levene days by=age_group label=name unit=transitions as levene.age
-- test:    levene days by=age_group center=mean label=name unit=transitions as levene.age_mean
-- test:    describe days by=age_group label=name unit=transitions as lagdays.age
-- caption: Points, boxes, whiskers, diamonds and scale as in the figure by lag.
-- alt:     Box and strip plots on a logarithmic scale, one row per {by}.
SELECT g.age_group, g.name, t.days
  FROM transitions t JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN families f USING (family_id)
 ORDER BY g.position, f.family, t.seq;

-- query: families
SELECT g.age_group, g.name, t.days, f.family
  FROM transitions t JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN families f USING (family_id)
 ORDER BY g.position, f.family, t.seq;
