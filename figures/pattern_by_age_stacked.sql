-- title:   Synchronization patterns within each {by}
-- chart:   bar stacked
-- x:       percent "Families of the {by} (%)" %.1f
-- y:       age_families ""
-- group:   name "Synchronization pattern"
-- fill:    pattern
-- label:   percent "" %.1f%%
-- columns: age_name "{By}", name "Pattern", families "Families" %.0f, percent "Families of the group (%)" %.1f
-- caption: Percent within the {by}. Patterns are shaded by synchronization type (complete dark, partial lighter, disjoint light) and hatched by
--          intensity.
-- alt:     Stacked bars of 100 %, one per {by}: shares of the synchronization patterns. The largest are {largest[0]}.
WITH counts AS (
    SELECT p.pattern, p.name, p.position AS pattern_place, a.age_group, a.name AS age_name, a.position AS age_place, count(s.family_id) AS families
      FROM patterns p CROSS JOIN age_groups a
      LEFT JOIN (SELECT family_id, age_group, pattern FROM family_sync JOIN ages USING (family_id)) s
        ON s.age_group = a.age_group AND s.pattern = p.pattern
     WHERE EXISTS (SELECT 1 FROM family_sync JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND pattern IS NOT NULL)
     GROUP BY p.pattern, a.age_group),
shares AS (
    SELECT *, sum(families) OVER w AS total, 100.0 * families / nullif(sum(families) OVER w, 0) AS percent,
           row_number() OVER (PARTITION BY age_group ORDER BY families DESC, pattern_place) AS rank
      FROM counts WINDOW w AS (PARTITION BY age_group))
SELECT pattern, name, age_group, age_name, age_name || ' (n = ' || total || ')' AS age_families, families, percent,
       (SELECT group_concat(name || ' with ' || printf('%.1f', percent) || ' % (' || age_name || ')', ', ')
          FROM (SELECT * FROM shares WHERE rank = 1 AND total > 0 ORDER BY age_place)) AS largest
  FROM shares WHERE total > 0 ORDER BY age_place, pattern_place;
