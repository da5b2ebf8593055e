-- title:   Early and late pattern by {by}
-- chart:   heat map
-- x:       late_name "Late pattern"
-- y:       early_name "Early pattern"
-- fill:    percent
-- label:   percent "" %.0f
-- panel:   age_name
-- needs:   evolution "early and late patterns"
-- alt:     Heat maps of early pattern by late pattern, one for each {by}. The most frequent pair is {top_early[0]} and then {top_late[0]} in {top_age[0]}, with {top_percent[0]|%.1f} % of its families.
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
 ORDER BY g.position, p.pattern, q.pattern;
