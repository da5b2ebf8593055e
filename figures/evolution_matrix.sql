-- title:   Early and late pattern by {by}
-- needs:   evolution "early and late patterns"
-- columns: age_name "{By}", early_name "Early pattern", late_name "Late pattern", families "Families" %.0f, percent "Families of the group (%)" %.1f
-- columns: early "Early pattern", frequent "Frequent" %.0f, intermittent "Intermittent" %.0f, rare "Rare" %.0f, dense_partial "Dense partial" %.0f,
--          disperse "Disperse" %.0f, sparse "Sparse" %.0f, sporadic_disjoint "Sporadic disjoint" %.0f, rare_disjoint "Rare disjoint" %.0f of matrix "Families by early pattern (rows) and late pattern (columns)"
-- numbers: evo.matrix.{age_group}.{early_pattern}__{late_pattern} = families
SELECT g.age_group, g.name AS age_name, e.early_pattern, p.name AS early_name, e.late_pattern, q.name AS late_name,
       count(*) AS families, 100.0 * count(*) / sum(count(*)) OVER (PARTITION BY g.age_group) AS percent
  FROM evolution e JOIN ages a USING (family_id) JOIN age_groups g USING (age_group)
  JOIN patterns p ON p.pattern = e.early_pattern JOIN patterns q ON q.pattern = e.late_pattern
 GROUP BY g.age_group, e.early_pattern, e.late_pattern ORDER BY g.position, p.position, q.position;

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
