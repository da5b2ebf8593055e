-- title:   Change types by {by}
-- chart:   bar mirrored
-- x:       percent "Percentage of Occurrence" %.1f
-- y:       name "Types of Changes"
-- group:   platform_name "Platform"
-- fill:    age_name
-- label:   percent "" %.1f%%
-- needs:   label_counts "commits with change types"
-- alt:     Mirrored bars, upstream to the left, downstream to the right, one bar per {by}. Over all of them, {name[0]} is the most frequent change type downstream.
WITH counts AS (
    SELECT c.*, sum(c.rows) OVER (PARTITION BY c.age_group, c.platform) AS total FROM label_counts c JOIN age_groups USING (age_group)),
orders AS (
    SELECT label, sum(iif(platform = 'HF', 1.0 * rows / nullif(total, 0), 0)) AS downstream FROM counts GROUP BY label)
SELECT a.age_group, a.name AS age_name, c.platform, lower(c.platform) AS side, l.label, replace(l.label, ' ', '_') AS label_id, l.name,
       CASE c.platform WHEN 'HF' THEN 'Downstream' ELSE 'Upstream' END AS platform_name,
       c.rows, c.total, 100.0 * c.rows / nullif(c.total, 0) AS percent
  FROM counts c JOIN age_groups a USING (age_group) JOIN label_set l USING (label) JOIN orders o USING (label)
 WHERE EXISTS (SELECT 1 FROM counts WHERE total > 0)
 ORDER BY o.downstream DESC, l.label, c.platform, a.position DESC;
