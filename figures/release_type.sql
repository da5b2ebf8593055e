-- title:   Release type by synchronization pattern
-- chart:   bar mirrored
-- x:       percent "Families (%)" %.1f
-- y:       name "Pattern"
-- group:   release_name "Release type"
-- fill:    release_type
-- label:   percent "" %.1f%%
-- columns: name "Pattern", release_name "Release type", families "Families" %.0f, percent "Families (%)" %.1f
-- numbers: release.count.{pattern}.{release_type} = families, release.pct.{pattern}.{release_type} = families / classified
-- numbers: release.{release_type} = families of totals
-- caption: Percent of all classified families (n = {corpus.classified}); a single release has exactly one variant.
-- alt:     Mirrored bars per pattern: families with several variants to the left, with one variant to the right.
SELECT p.pattern, p.name, r.release_type, r.name AS release_name, count(s.family_id) AS families,
       (SELECT count(*) FROM family_sync WHERE pattern IS NOT NULL) AS classified,
       100.0 * count(s.family_id) / (SELECT count(*) FROM family_sync WHERE pattern IS NOT NULL) AS percent
  FROM patterns p
 CROSS JOIN (SELECT 'multiple' AS release_type, 'Multiple releases' AS name, 0 AS position UNION ALL SELECT 'single', 'Single release', 1) r
  LEFT JOIN (SELECT family_id, pattern, release_type FROM family_sync JOIN family_facts USING (family_id)) s
    ON s.pattern = p.pattern AND s.release_type = r.release_type
 WHERE EXISTS (SELECT 1 FROM family_sync JOIN family_facts USING (family_id) WHERE pattern IS NOT NULL AND release_type IS NOT NULL)
 GROUP BY p.pattern, r.release_type
 ORDER BY sum(count(s.family_id)) OVER (PARTITION BY p.pattern) DESC, p.position, r.position;

-- query: totals
SELECT release_type, count(*) AS families FROM family_facts WHERE release_type IS NOT NULL GROUP BY release_type;
