-- title:   Activity of the family
-- chart:   timeline
-- x:       period "Weeks since the first commit"
-- y:       row_name "Repository"
-- fill:    platform
-- needs:   periods "commits"
-- caption: A dot is a period with commits; dashed lines mark periods with commits on both platforms. Rows stand in the order of their
--          first periods with commits, the earliest at the bottom.
-- alt:     Timeline of {family[0]}: {upstream[0]|%.0f} periods with commits on GitHub, {downstream[0]|%.0f} on Hugging Face, there in
--          {variants[0]|%.0f} variants, {common[0]|%.0f} on both, of {periods[0]|%.0f} in all.
WITH sides AS (
    SELECT period, max(platform = 'GH') AS up, max(platform <> 'GH') AS down FROM periods WHERE family_id = ?1 GROUP BY period),
counts AS (
    SELECT sum(up) AS upstream, sum(down) AS downstream, sum(up AND down) AS common, max(period) + 1 AS periods FROM sides),
ranked AS (
    SELECT variant, row_number() OVER (ORDER BY count(*) DESC, variant) AS place FROM periods WHERE family_id = ?1 AND platform <> 'GH' GROUP BY variant),
sizes AS (
    SELECT count(DISTINCT iif(platform <> 'GH', variant, NULL)) AS variants FROM periods WHERE family_id = ?1)
SELECT f.family, c.upstream, c.downstream, c.common, c.periods, z.variants,
       CASE WHEN p.platform = 'GH' THEN 'GitHub' WHEN r.place > 16 AND z.variants > 17 THEN (z.variants - 16) || ' more variants'
            ELSE p.variant END AS row_name, p.period, p.platform
  FROM periods p JOIN families f USING (family_id) CROSS JOIN counts c CROSS JOIN sizes z
       LEFT JOIN ranked r ON r.variant = p.variant AND p.platform <> 'GH'
 WHERE p.family_id = ?1 ORDER BY p.period, p.platform, p.variant;
