-- title:   Contributors per family by synchronization pattern and platform
-- chart:   box log
-- x:       people "Contributors per family and platform" %.1f
-- y:       name "Synchronization pattern"
-- group:   platform_name "Platform"
-- fill:    platform
-- needs:   periods "commits"
-- columns: family "Family", name "Pattern", platform_name "Platform", people "Contributors" %.0f
-- test:    describe people by=side label=platform_name unit=families of sides as contributors
-- caption: Distinct authors of commits, counted for each family and platform. Boxes span the quartiles with the median, whiskers reach the
--          farthest values within 1.5 box lengths; values beyond them are not drawn. The scale is logarithmic.
-- alt:     Box plots on a logarithmic scale, for each synchronization pattern one box upstream and one downstream. The median is {contributors.upstream.median|%.1f} contributors per family upstream and {contributors.downstream.median|%.1f} downstream.
SELECT f.family, p.pattern, p.name, v.platform, v.platform_name,
       CASE v.platform WHEN 'GH' THEN t.upstream_people ELSE t.downstream_people END AS people
  FROM family_facts t JOIN families f USING (family_id) JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern)
 CROSS JOIN (SELECT 'GH' AS platform, 'Upstream (GitHub)' AS platform_name, 0 AS place
             UNION ALL SELECT 'HF', 'Downstream (Hugging Face)', 1) v
 WHERE CASE v.platform WHEN 'GH' THEN t.upstream_people ELSE t.downstream_people END > 0
 ORDER BY p.position, v.place, f.family;

-- query: sides
SELECT 'upstream' AS side, 'Upstream' AS platform_name, upstream_people AS people
  FROM family_facts JOIN family_sync USING (family_id) WHERE pattern IS NOT NULL AND upstream_people > 0
 UNION ALL
SELECT 'downstream', 'Downstream', downstream_people
  FROM family_facts JOIN family_sync USING (family_id) WHERE pattern IS NOT NULL AND downstream_people > 0;
