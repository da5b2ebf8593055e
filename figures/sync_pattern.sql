-- title:   Distribution of synchronization patterns
-- chart:   bar horizontal
-- x:       percent "Families (%)" %.1f
-- y:       name "Synchronization pattern"
-- fill:    pattern
-- label:   percent "" %.1f%%
-- order:   descending
-- columns: name "Pattern", families "Families" %.0f, percent "Families (%)" %.1f, pattern.family_pct.{pattern}.low "from" %.1f,
--          pattern.family_pct.{pattern}.high "to" %.1f, single "Single release" %.0f, multiple "Multiple releases" %.0f
-- test:    chi-square-gof pattern count=families label=name unit=families question=rq2 as gof_family
-- numbers: pattern.family_count.{pattern} = families, pattern.family_pct.{pattern} = families / classified
-- numbers: pattern.auto_family_count.{pattern} = families of automatic
-- numbers: code.{code} = families of codes, sync.{sync_type} = families of types
-- numbers: intensity.{intensity} = families of intensities
-- caption: Percent of all classified families (n = {corpus.classified}). Bars are shaded by synchronization type (complete dark, partial lighter,
--          disjoint light) and hatched by intensity.
-- alt:     Horizontal bars. No pattern is more common than {name[0]} with {percent[0]|%.1f} % of the families (n = {corpus.classified}), none rarer than {name[7]} with {percent[7]|%.1f} %.
SELECT p.pattern, p.name, count(s.family_id) AS families,
       (SELECT count(*) FROM family_sync WHERE pattern IS NOT NULL) AS classified,
       100.0 * count(s.family_id) / (SELECT count(*) FROM family_sync WHERE pattern IS NOT NULL) AS percent,
       count(*) FILTER (WHERE f.release_type = 'single') AS single,
       count(*) FILTER (WHERE f.release_type = 'multiple') AS multiple
  FROM patterns p LEFT JOIN family_sync s USING (pattern) LEFT JOIN family_facts f USING (family_id)
 WHERE EXISTS (SELECT 1 FROM family_sync WHERE pattern IS NOT NULL)
 GROUP BY p.pattern ORDER BY families DESC, p.position;

-- query: automatic
SELECT p.pattern, count(s.family_id) AS families
  FROM patterns p
  LEFT JOIN (SELECT family_id, coalesce(a.pattern, s.pattern) AS pattern
               FROM family_sync s LEFT JOIN given_classes a USING (family_id)
              WHERE a.rater = 'automatic' OR NOT EXISTS
                    (SELECT 1 FROM given_classes g WHERE g.family_id = s.family_id AND g.rater = 'automatic')
              GROUP BY family_id) s USING (pattern)
 WHERE EXISTS (SELECT 1 FROM given_classes WHERE rater = 'automatic')
 GROUP BY p.pattern;

-- query: codes
SELECT code, count(*) AS families FROM family_sync WHERE code IS NOT NULL GROUP BY code;

-- query: types
SELECT sync_type, count(*) AS families FROM family_sync WHERE sync_type IS NOT NULL GROUP BY sync_type;

-- query: intensities
SELECT intensity, count(*) AS families FROM family_sync WHERE intensity IS NOT NULL GROUP BY intensity;
