-- title:   Variants by the pattern of their family
-- columns: name "Pattern", variants "Observed variants" %.0f, expected "Expected" %.1f
-- test:    chi-square-gof pattern count=variants label=name unit=variants recommended=gof_family as gof
-- numbers: gof.observed.{pattern} = variants
SELECT p.pattern, p.name, coalesce(sum(f.variants), 0) AS variants,
       sum(coalesce(sum(f.variants), 0)) OVER () / 8.0 AS expected
  FROM patterns p LEFT JOIN family_sync s USING (pattern) LEFT JOIN family_facts f USING (family_id)
 WHERE EXISTS (SELECT 1 FROM family_sync WHERE pattern IS NOT NULL)
 GROUP BY p.pattern ORDER BY p.position;
