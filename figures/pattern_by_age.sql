-- title:   Synchronization patterns by {by}
-- chart:   bar grouped
-- x:       percent "Families of the {by} (%)" %.1f
-- y:       name "Synchronization pattern"
-- group:   age_name "{By}"
-- fill:    age_group
-- label:   percent "" %.1f%%
-- columns: name "Pattern", age_name "{By}", families "Families" %.0f, percent "Families of the group (%)" %.1f
-- test:    chi-square pattern age_group count=families unit=families question=rq3 as pattern_age
-- numbers: pattern_age.count.{age_group}.{pattern} = families, pattern_age.pct.{age_group}.{pattern} = families / total
-- caption: Percent within the {by}.
-- alt:     Grouped bars: share of each pattern among the families of each {by}.
SELECT p.pattern, p.name, a.age_group, a.name AS age_name, count(s.family_id) AS families,
       sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS total,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS percent
  FROM patterns p CROSS JOIN age_groups a
  LEFT JOIN (SELECT family_id, age_group, pattern FROM family_sync JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.pattern = p.pattern
 WHERE EXISTS (SELECT 1 FROM family_sync JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND pattern IS NOT NULL)
 GROUP BY p.pattern, a.age_group ORDER BY p.position, a.position;
