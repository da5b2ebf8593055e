-- title:   Activity of one family
-- chart:   timeline
-- x:       period "Weeks since the first commit"
-- y:       row_name "Repository"
-- fill:    platform
-- family:  family
-- needs:   periods "commits"
-- caption: {family[0]}: {pattern[0]}. A dot is a period with commits; dashed lines mark periods with commits on both platforms. Rows stand
--          in the order of their first periods with commits, the earliest at the bottom.
-- alt:     Timeline of the family {family[0]}, {pattern[0]}: {upstream[0]|%.0f} periods with commits on GitHub, {downstream[0]|%.0f} on Hugging
--          Face, there in {variants[0]|%.0f} variants, {common[0]|%.0f} on both, of {periods[0]|%.0f} in all.
WITH sides AS (
    SELECT family_id, period, max(platform = 'GH') AS up, max(platform <> 'GH') AS down FROM periods GROUP BY family_id, period),
counts AS (
    SELECT family_id, sum(up) AS upstream, sum(down) AS downstream, sum(up AND down) AS common, max(period) + 1 AS periods
      FROM sides GROUP BY family_id),
sizes AS (
    SELECT family_id, count(DISTINCT iif(platform <> 'GH', variant, NULL)) AS variants FROM periods GROUP BY family_id)
SELECT f.family, coalesce(t.name, 'no pattern') AS pattern, c.upstream, c.downstream, c.common, c.periods, z.variants,
       CASE p.platform WHEN 'GH' THEN 'GitHub' ELSE p.variant END AS row_name, p.period, p.platform
  FROM periods p JOIN families f USING (family_id) JOIN counts c USING (family_id) JOIN sizes z USING (family_id)
       LEFT JOIN family_sync s USING (family_id) LEFT JOIN patterns t USING (pattern)
 ORDER BY f.family, p.period, p.platform, p.variant;
