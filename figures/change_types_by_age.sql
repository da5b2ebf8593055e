-- title:   Change types by {by}
-- chart:   bar mirrored
-- x:       percent "Labelled commit rows of the platform and {by} (%)" %.1f
-- y:       name "Change type"
-- group:   platform_name "Platform"
-- fill:    age_name
-- label:   percent "" %.1f%%
-- needs:   label_counts "commits with change types"
-- columns: age_name "{By}", platform_name "Platform", name "Change type", rows "Rows" %.0f, percent "Rows (%)" %.1f
-- test:    chi-square platform label count=rows each=age_group published-v=each unit=rows as rq1_age.{age_group}
-- test:    shapiro-wilk rows each=cell unit=labels of cells as rq1_age.{age_group}.shapiro_{side}
-- test:    levene rows by=side each=age_group unit=labels of cells as rq1_age.{age_group}.levene
-- numbers: rq1_age.{age_group}.pct.{side}.{label_id} = rows / total, rq1_age.{age_group}.n = rows of sizes
-- caption: Percent of the labelled commit rows of each platform and {by}; a commit with several change types counts once for each. Sorted by the
--          sum of the percentages downstream.
-- alt:     Mirrored bars, upstream to the left, downstream to the right, one bar per {by}. Over all of them, no change type is more frequent downstream than {name[0]}.
WITH counts AS (
    SELECT c.*, sum(c.rows) OVER (PARTITION BY c.age_group, c.platform) AS total FROM label_counts c JOIN age_groups USING (age_group)),
orders AS (
    SELECT label, sum(iif(platform = 'HF', 1.0 * rows / nullif(total, 0), 0)) AS downstream FROM counts GROUP BY label)
SELECT a.age_group, a.name AS age_name, c.platform, lower(c.platform) AS side, l.label, replace(l.label, ' ', '_') AS label_id, l.name,
       CASE c.platform WHEN 'HF' THEN 'Downstream' ELSE 'Upstream' END AS platform_name,
       c.rows, c.total, 100.0 * c.rows / nullif(c.total, 0) AS percent
  FROM counts c JOIN age_groups a USING (age_group) JOIN label_set l USING (label) JOIN orders o USING (label)
 WHERE EXISTS (SELECT 1 FROM counts WHERE total > 0)
 ORDER BY o.downstream DESC, l.label, c.platform, a.position;

-- query: sizes
SELECT age_group, sum(rows) AS rows FROM label_counts JOIN age_groups USING (age_group) GROUP BY age_group;

-- query: cells
SELECT c.age_group, lower(c.platform) AS side, c.age_group || ' ' || c.platform AS cell, c.rows
  FROM label_counts c JOIN age_groups a USING (age_group) JOIN label_set l USING (label)
 ORDER BY a.position, c.platform, l.label;
