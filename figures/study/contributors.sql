-- title:   Contributors per family by synchronization pattern and platform
-- chart:   box log
-- x:       people "Contributors per family and platform" %.1f
-- y:       name "Synchronization pattern"
-- group:   platform_name "Platform"
-- fill:    side
-- needs:   periods "commits"
-- alt:     Box plots on a logarithmic scale, for each synchronization pattern one box upstream and one downstream.
SELECT f.family, p.pattern, p.name, v.platform, v.side, v.platform_name,
       CASE v.platform WHEN 'GH' THEN t.upstream_people ELSE t.downstream_people END AS people
  FROM family_facts t JOIN families f USING (family_id) JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern)
 CROSS JOIN (SELECT 'GH' AS platform, 'upstream_people' AS side, 'Upstream (GitHub)' AS platform_name, 0 AS place
             UNION ALL SELECT 'HF', 'downstream_people', 'Downstream (Hugging Face)', 1) v
 WHERE CASE v.platform WHEN 'GH' THEN t.upstream_people ELSE t.downstream_people END > 0
 ORDER BY instr(' dense_partial disperse sparse frequent intermittent rare rare_disjoint sporadic_disjoint ', ' ' || p.pattern || ' '),
          v.place, f.family;
