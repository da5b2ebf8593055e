-- title:   Synchronization patterns by {by}
-- chart:   bar grouped vertical
-- x:       age_name "{By}"
-- y:       families "Families" %.0f
-- group:   name "Synchronization pattern"
-- fill:    pattern
-- label:   percent "" %.1f%%
-- alt:     Grouped bars of the number of families with each pattern within each {by}. Labels are percent within the {by}.
SELECT a.age_group, a.name AS age_name, p.pattern, p.name, count(s.family_id) AS families,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS percent
  FROM age_groups a CROSS JOIN patterns p
  LEFT JOIN (SELECT family_id, age_group, pattern FROM family_sync JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.pattern = p.pattern
 WHERE EXISTS (SELECT 1 FROM family_sync JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND pattern IS NOT NULL)
 GROUP BY a.age_group, p.pattern
 ORDER BY a.position, instr(' frequent disperse sparse rare_disjoint sporadic_disjoint intermittent rare dense_partial ',
                            ' ' || p.pattern || ' ');
