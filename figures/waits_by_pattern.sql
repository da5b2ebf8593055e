-- title:   Days between the platforms by synchronization pattern
-- chart:   box strip log1p
-- x:       days "Days to the next commit on the other platform"
-- y:       name "Synchronization pattern"
-- fill:    pattern
-- mark:    mean
-- needs:   transitions "transitions between the platforms"
-- columns: name "Pattern", days "Days" %.0f
-- test:    kruskal-wallis days by=pattern label=name cluster=family posthoc=dunn pairs=dunn.pattern unit=transitions of by_id as kw.pattern
-- test:    kruskal-wallis days by=pattern label=name posthoc=dunn pairs=dunn.pattern.family unit=families of family as kw.pattern.family
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

-- query: family
WITH ranked AS (SELECT family_id, days, row_number() OVER (PARTITION BY family_id ORDER BY days) AS rank,
                       count(*) OVER (PARTITION BY family_id) AS n FROM transitions),
     medians AS (SELECT family_id, avg(days) AS days FROM ranked WHERE rank IN ((n + 1) / 2, (n + 2) / 2) GROUP BY family_id)
SELECT p.pattern, p.name, m.days
  FROM medians m JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern) JOIN families f USING (family_id)
 ORDER BY p.pattern, f.family;
