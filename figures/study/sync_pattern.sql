-- title:   Distribution of synchronization patterns
-- chart:   bar horizontal
-- x:       percent "Percentage of Families" %.1f
-- y:       name "Synchronization Pattern"
-- label:   percent "" %.1f%%
-- order:   descending
-- alt:     Horizontal bars. No pattern is more common than {name[0]} with {percent[0]|%.1f} % of the families, none rarer than {name[7]} with {percent[7]|%.1f} %.
SELECT p.pattern, p.name, count(s.family_id) AS families,
       100.0 * count(s.family_id) / (SELECT count(*) FROM family_sync WHERE pattern IS NOT NULL) AS percent
  FROM patterns p LEFT JOIN family_sync s USING (pattern)
 WHERE EXISTS (SELECT 1 FROM family_sync WHERE pattern IS NOT NULL)
 GROUP BY p.pattern ORDER BY families DESC, p.position;
