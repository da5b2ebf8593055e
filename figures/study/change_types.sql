-- title:   Change types on both platforms
-- chart:   bar mirrored
-- x:       percent "Percentage of Occurrence" %.1f
-- y:       name "Types of Changes"
-- group:   platform_name "Platform"
-- fill:    platform
-- label:   percent "" %.1f%%
-- needs:   label_counts "commits with change types"
-- alt:     Mirrored bars, downstream to the left, upstream to the right. Upstream, no type is more common than {name[0]} with {percent[1]|%.1f} % (downstream {percent[0]|%.1f} %).
WITH used AS (SELECT platform, label, rows FROM label_counts WHERE age_group = 'all'),
     sums AS (SELECT platform, sum(rows) AS rows FROM used GROUP BY platform)
SELECT l.label, l.name, c.platform, CASE c.platform WHEN 'HF' THEN 'Downstream' ELSE 'Upstream' END AS platform_name,
       c.rows, 100.0 * c.rows / s.rows AS percent
  FROM used c JOIN sums s USING (platform) JOIN label_set l USING (label)
  LEFT JOIN used u ON u.platform = 'GH' AND u.label = c.label
 ORDER BY u.rows DESC, l.label, c.platform DESC;
