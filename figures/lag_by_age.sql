-- title:   Which platform starts, by {by}
-- chart:   bar grouped vertical
-- x:       age_name "{By}"
-- y:       percent "Families of the {by} (%)" %.1f
-- group:   lag_name "Lag"
-- fill:    lag
-- label:   percent "" %.1f%%
-- columns: age_name "{By}", lag_name "Lag", families "Families" %.0f, percent "Families of the group (%)" %.1f
-- test:    chi-square age_group lag count=families unit=families question=rq3 as lag_age
-- numbers: lag_age.count.{age_group}.{lag} = families, lag_age.pct_of_all.{age_group}.{lag} = families / all_families
-- numbers: lag_age.pct.{age_group}.{lag} = families / total
-- numbers: age.count.{age_group} = families of ages, age.min_days.{age_group} = least of ages, age.max_days.{age_group} = most of ages
-- numbers: age.tertile_mismatches = families of mismatches, age.average_mismatches = families of averages
-- caption: Percent within the {by}.
-- alt:     Grouped bars: upstream first, downstream first and simultaneous families within each {by}.
SELECT a.age_group, a.name AS age_name, l.lag, l.name AS lag_name, count(s.family_id) AS families,
       sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS total, sum(count(s.family_id)) OVER () AS all_families,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS percent
  FROM age_groups a CROSS JOIN lags l
  LEFT JOIN (SELECT family_id, age_group, lag FROM family_sync JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.lag = l.lag
 WHERE EXISTS (SELECT 1 FROM family_sync JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND lag IS NOT NULL)
 GROUP BY a.age_group, l.lag ORDER BY a.position, l.position;

-- query: ages
SELECT age_group, count(*) AS families, min(age_days) FILTER (WHERE tertile_group IS NOT NULL) AS least,
       max(age_days) FILTER (WHERE tertile_group IS NOT NULL) AS most
  FROM ages WHERE age_group IS NOT NULL GROUP BY age_group;

-- query: mismatches
SELECT sum(age_group <> tertile_group) AS families FROM ages;

-- query: averages
SELECT sum(abs(a.age_days - v.mean_days) > 1e-4) AS families
  FROM ages a
  JOIN (SELECT r.family_id, avg(v.age_days) AS mean_days FROM variants v JOIN repositories r USING (repository_id)
         WHERE v.age_days IS NOT NULL GROUP BY r.family_id) v USING (family_id);
