-- title:   Families whose pattern changed, by {by}
-- chart:   bar grouped vertical
-- x:       age_name "{By}"
-- y:       families "Families" %.0f
-- group:   change_name "Early and late pattern"
-- fill:    change
-- label:   percent "" %.1f%%
-- needs:   evolution "early and late patterns"
-- alt:     Grouped bars of the number of transitioned and constant families within each {by}. Labels are percent within the {by}.
SELECT a.age_group, a.name AS age_name, c.change, c.name AS change_name, count(s.family_id) AS families,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS percent
  FROM age_groups a
 CROSS JOIN (SELECT 'transitioned' AS change, 'Transitioned' AS name, 0 AS position UNION ALL SELECT 'constant', 'Constant', 1) c
  LEFT JOIN (SELECT family_id, age_group, change FROM evolution JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.change = c.change
 WHERE EXISTS (SELECT 1 FROM evolution JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND change IS NOT NULL)
 GROUP BY a.age_group, c.change ORDER BY a.position, c.position;
