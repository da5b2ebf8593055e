-- title:   Which platform starts, by {by}
-- chart:   bar grouped vertical
-- x:       age_name "{By}"
-- y:       families "Families" %.0f
-- group:   lag_name "Lag"
-- fill:    lag
-- label:   percent "" %.1f%%
-- alt:     Grouped bars of the number of families within each {by}: simultaneous, upstream first, downstream first. Labels are percent of all families.
SELECT a.age_group, a.name AS age_name, l.lag, l.name AS lag_name, count(s.family_id) AS families,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER () AS percent
  FROM age_groups a CROSS JOIN lags l
  LEFT JOIN (SELECT family_id, age_group, lag FROM family_sync JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.lag = l.lag
 WHERE EXISTS (SELECT 1 FROM family_sync JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND lag IS NOT NULL)
 GROUP BY a.age_group, l.lag
 ORDER BY a.position, CASE l.lag WHEN 'simultaneous' THEN 0 WHEN 'upstream_first' THEN 1 ELSE 2 END;
