-- title:   Families whose pattern changed, by {by}
-- chart:   bar grouped vertical
-- x:       age_name "{By}"
-- y:       percent "Families of the {by} (%)" %.1f
-- group:   change_name "Early and late pattern"
-- fill:    change
-- label:   percent "" %.1f%%
-- needs:   evolution "early and late patterns"
-- columns: age_name "{By}", change_name "Pattern", families "Families" %.0f, percent "Families of the group (%)" %.1f
-- test:    chi-square age_group change count=families unit=families question=rq3 as evo_age
-- numbers: evo.count.{age_group}.{change} = families, evo.pct.{age_group}.{change} = families / total
-- numbers: evo.count.all.{change} = families of totals, evo.pct.all.{change} = families / total of totals
-- numbers: evo.early_code.{code} = families of early_codes, evo.late_code.{code} = families of late_codes
-- numbers: evo.early_lag.{lag} = early of lags, evo.late_lag.{lag} = late of lags
-- numbers: evo.early_pattern.{pattern} = early of both, evo.late_pattern.{pattern} = late of both
-- caption: A family is constant when its early and its late pattern are the same. Percent within the {by}.
-- alt:     Grouped bars: transitioned and constant families within each {by}.
SELECT a.age_group, a.name AS age_name, c.change, c.name AS change_name, count(s.family_id) AS families,
       sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS total,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS percent
  FROM age_groups a
 CROSS JOIN (SELECT 'transitioned' AS change, 'Transitioned' AS name, 0 AS position UNION ALL SELECT 'constant', 'Constant', 1) c
  LEFT JOIN (SELECT family_id, age_group, change FROM evolution JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.change = c.change
 WHERE EXISTS (SELECT 1 FROM evolution JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND change IS NOT NULL)
 GROUP BY a.age_group, c.change ORDER BY a.position, c.position;

-- query: totals
SELECT change, count(*) AS families, sum(count(*)) OVER () AS total
  FROM evolution WHERE change IS NOT NULL GROUP BY change;

-- query: early_codes
SELECT early_code AS code, count(*) AS families FROM evolution WHERE early_code IS NOT NULL GROUP BY early_code;

-- query: late_codes
SELECT late_code AS code, count(*) AS families FROM evolution WHERE late_code IS NOT NULL GROUP BY late_code;

-- query: lags
SELECT lag, (SELECT count(*) FROM evolution WHERE early_lag = l.lag) AS early,
       (SELECT count(*) FROM evolution WHERE late_lag = l.lag) AS late FROM lags l;

-- query: both
SELECT p.pattern, p.name AS "Pattern", (SELECT count(*) FROM evolution WHERE early_pattern = p.pattern) AS early,
       (SELECT count(*) FROM evolution WHERE late_pattern = p.pattern) AS late FROM patterns p ORDER BY p.position;
