-- title:   Days between the platforms by lag
-- chart:   box strip log1p
-- x:       days "Days to the next commit on the other platform"
-- y:       name "Lag"
-- fill:    lag
-- mark:    mean
-- needs:   transitions "transitions between the platforms"
-- columns: name "Lag", days "Days" %.0f
-- test:    kruskal-wallis days by=lag label=name cluster=family posthoc=dunn pairs=dunn.lag unit=transitions of families as kw.lag
-- test:    anova days by=lag label=name posthoc=tukey pairs=tukey.lag unit=transitions as anova.lag
-- test:    shapiro-wilk days by=lag label=name unit=transitions as shapiro.lag
-- test:    levene days by=lag label=name unit=transitions as levene.lag
-- test:    levene days by=lag center=mean label=name unit=transitions as levene.lag_mean
-- test:    describe days by=lag label=name unit=transitions as lagdays.lag
-- test:    describe days unit=transitions as lagdays
-- numbers: lagdays.gh_to_hf = gh_to_hf of directions, lagdays.hf_to_gh = hf_to_gh of directions, lagdays.families = families of directions
-- numbers: lagdays.zero_pct = zeros / n of directions, lagdays.unique_endpoints = endpoints of endpoints
-- numbers: lagdays.family_mean.{family} = mean_days of family_means, lagdays.mean_of_family_means = mean_days of grand_mean
-- caption: Every point is one transition, scattered about its day so that equal waits are seen (points under others are left out); boxes span the
--          quartiles with the median, whiskers reach the farthest waits within 1.5 box lengths, diamonds mark the mean. The scale is log(1 + days).
-- alt:     Box and strip plots on a logarithmic scale. Over {lagdays.n} transitions the median wait is {lagdays.median|%.0f} days, the mean {lagdays.mean|%.1f}, the longest {lagdays.max|%.0f}.
SELECT l.lag, l.name, t.days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN lags l USING (lag) JOIN families f USING (family_id)
 ORDER BY l.position, f.family, t.seq;

-- query: directions
SELECT count(*) FILTER (WHERE source = 'GH') AS gh_to_hf, count(*) FILTER (WHERE source = 'HF') AS hf_to_gh,
       count(DISTINCT family_id) AS families, count(*) FILTER (WHERE days = 0) AS zeros, count(*) AS n FROM transitions;

-- query: endpoints
SELECT count(*) AS endpoints FROM (SELECT family_id, prev_commit AS time, source AS platform FROM transitions
                                   UNION SELECT family_id, next_commit, target FROM transitions);

-- query: family_means
SELECT f.family, avg(t.days) AS mean_days FROM transitions t JOIN families f USING (family_id) GROUP BY f.family_id ORDER BY f.family;

-- query: grand_mean
SELECT avg(mean_days) AS mean_days FROM (SELECT avg(days) AS mean_days FROM transitions GROUP BY family_id);

-- query: families
SELECT l.lag, l.name, t.days, f.family
  FROM transitions t JOIN family_sync s USING (family_id) JOIN lags l USING (lag) JOIN families f USING (family_id)
 ORDER BY l.position, f.family, t.seq;
