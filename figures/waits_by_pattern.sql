-- title:   Days between the platforms by synchronization pattern
-- chart:   box strip log1p
-- x:       days "Days to the next commit on the other platform"
-- y:       name "Synchronization pattern"
-- fill:    pattern
-- mark:    mean
-- needs:   transitions "transitions between the platforms"
-- columns: name "Pattern", days "Days" %.0f
-- test:    kruskal-wallis days by=pattern label=name cluster=family posthoc=dunn pairs=dunn.pattern unit=transitions of by_id as kw.pattern
-- test:    anova days by=pattern label=name posthoc=tukey pairs=tukey.pattern unit=transitions of by_id as anova.pattern
-- test:    levene days by=pattern label=name unit=transitions of by_id as levene.pattern
-- test:    levene days by=pattern center=mean label=name unit=transitions of by_id as levene.pattern_mean
-- test:    describe days by=pattern label=name unit=transitions of by_id as lagdays.pattern
-- caption: Points, boxes, whiskers, diamonds and scale as in the figure by lag.
-- alt:     Box and strip plots on a logarithmic scale, one row per synchronization pattern.
SELECT p.pattern, p.name, t.days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.position, f.family, t.seq;

-- query: by_id
SELECT p.pattern, p.name, t.days, f.family
  FROM transitions t JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.pattern, f.family, t.seq;
