-- title:   Early and late pattern by {by}
-- chart:   heat map
-- x:       late_name "Late pattern"
-- y:       early_name "Early pattern"
-- fill:    percent
-- label:   percent "" %.0f
-- panel:   age_name
-- needs:   evolution "early and late patterns"
-- columns: age_name "{By}", early_name "Early pattern", late_name "Late pattern", families "Families" %.0f, percent "Families of the group (%)" %.1f
-- columns: early "Early pattern", frequent "Frequent" %.0f, intermittent "Intermittent" %.0f, rare "Rare" %.0f, dense_partial "Dense partial" %.0f,
--          disperse "Disperse" %.0f, sparse "Sparse" %.0f, sporadic_disjoint "Sporadic disjoint" %.0f, rare_disjoint "Rare disjoint" %.0f of matrix "Families by early pattern (rows) and late pattern (columns)"
-- numbers: evo.matrix.{age_group}.{early_pattern}__{late_pattern} = families
-- caption: Percent of all families of the {by}, without decimals; a blank cell has no family. Each panel has the patterns that occur in it as rows
--          of its own.
-- alt:     Heat maps of early pattern by late pattern, one for each {by}. No pair is more frequent than {top_early[0]} and then {top_late[0]} in {top_age[0]}, with {top_percent[0]|%.1f} % of its families.
WITH families AS (
    SELECT a.age_group, e.early_pattern, e.late_pattern, count(*) AS families,
           100.0 * count(*) / sum(count(*)) OVER (PARTITION BY a.age_group) AS percent
      FROM evolution e JOIN ages a USING (family_id)
     WHERE a.age_group IS NOT NULL AND e.early_pattern IS NOT NULL AND e.late_pattern IS NOT NULL
     GROUP BY a.age_group, e.early_pattern, e.late_pattern),
early AS (SELECT DISTINCT age_group, early_pattern FROM families),
late AS (SELECT DISTINCT age_group, late_pattern FROM families),
top AS (
    SELECT g.name AS top_age, p.name AS top_early, q.name AS top_late, f.percent AS top_percent
      FROM families f JOIN age_groups g USING (age_group)
      JOIN patterns p ON p.pattern = f.early_pattern JOIN patterns q ON q.pattern = f.late_pattern
     ORDER BY f.percent DESC, g.position, p.position, q.position LIMIT 1)
SELECT g.age_group, g.name AS age_name, p.pattern AS early_pattern, p.name AS early_name, q.pattern AS late_pattern,
       q.name AS late_name, f.families, f.percent, top.*
  FROM age_groups g JOIN early USING (age_group) JOIN late USING (age_group) LEFT JOIN families f USING (age_group, early_pattern, late_pattern)
  JOIN patterns p ON p.pattern = early.early_pattern JOIN patterns q ON q.pattern = late.late_pattern CROSS JOIN top
 ORDER BY g.position, p.position, q.position;

-- query: matrix
SELECT p.name AS early,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'frequent'), 0) AS frequent,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'intermittent'), 0) AS intermittent,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'rare'), 0) AS rare,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'dense_partial'), 0) AS dense_partial,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'disperse'), 0) AS disperse,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'sparse'), 0) AS sparse,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'sporadic_disjoint'), 0) AS sporadic_disjoint,
       nullif(count(*) FILTER (WHERE e.late_pattern = 'rare_disjoint'), 0) AS rare_disjoint
  FROM patterns p LEFT JOIN evolution e ON e.early_pattern = p.pattern GROUP BY p.pattern ORDER BY p.position;
