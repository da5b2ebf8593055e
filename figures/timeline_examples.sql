-- title:   Activity of one family per synchronization pattern
-- chart:   timeline
-- x:       period "Weeks since the first commit"
-- y:       row_name "Repository"
-- fill:    platform
-- panel:   panel_name
-- needs:   periods "commits"
-- caption: A dot is a period with commits; dashed lines mark periods with commits on both platforms. Rows stand in the order of their
--          first periods with commits, the earliest at the bottom.
-- alt:     Timelines of one example family per synchronization pattern: periods with commits on GitHub and on each variant.
WITH sizes AS (
    SELECT p.family_id, count(*) AS cells, max(p.period) AS last, count(DISTINCT p.platform || p.variant) AS n_rows
      FROM periods p GROUP BY p.family_id),
ranked AS (
    SELECT s.family_id, s.pattern, row_number() OVER (PARTITION BY s.pattern
           ORDER BY z.n_rows > 6, z.last > 60, z.last < 6, z.cells DESC, f.family) AS place
      FROM family_sync s JOIN sizes z USING (family_id) JOIN families f USING (family_id) WHERE s.pattern IS NOT NULL)
SELECT t.name || ': ' || f.family AS panel_name, CASE p.platform WHEN 'GH' THEN 'GitHub' ELSE p.variant END AS row_name,
       p.period, p.platform
  FROM ranked r JOIN patterns t USING (pattern) JOIN families f USING (family_id) JOIN periods p USING (family_id)
 WHERE r.place = 1 ORDER BY t.position, p.period, p.platform, p.variant;
