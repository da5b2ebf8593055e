-- title:   Change types by {by}
-- columns: age_name "{By}", platform_name "Platform", name "Change type", rows "Rows" %.0f, percent "Rows (%)" %.1f
-- test:    chi-square platform label count=rows each=age_group published-v=each unit=rows as rq1_age.{age_group}
-- test:    shapiro-wilk rows each=cell unit=labels of cells as rq1_age.{age_group}.shapiro_{side}
-- test:    levene rows by=side each=age_group unit=labels of cells as rq1_age.{age_group}.levene
-- numbers: rq1_age.{age_group}.pct.{side}.{label_id} = rows / total, rq1_age.{age_group}.n = rows of sizes
SELECT a.age_group, a.name AS age_name, c.platform, lower(c.platform) AS side, l.label, replace(l.label, ' ', '_') AS label_id, l.name,
       CASE c.platform WHEN 'HF' THEN 'Downstream' ELSE 'Upstream' END AS platform_name,
       c.rows, sum(c.rows) OVER (PARTITION BY a.age_group, c.platform) AS total,
       100.0 * c.rows / nullif(sum(c.rows) OVER (PARTITION BY a.age_group, c.platform), 0) AS percent
  FROM label_counts c JOIN age_groups a USING (age_group) JOIN label_set l USING (label)
 ORDER BY a.position, l.label, c.platform;

-- query: sizes
SELECT age_group, sum(rows) AS rows FROM label_counts JOIN age_groups USING (age_group) GROUP BY age_group;

-- query: cells
SELECT c.age_group, lower(c.platform) AS side, c.age_group || ' ' || c.platform AS cell, c.rows
  FROM label_counts c JOIN age_groups a USING (age_group) JOIN label_set l USING (label)
 ORDER BY a.position, c.platform, l.label;
