-- title:   Variants by the pattern of their family
-- chart:   heat map
-- x:       kind ""
-- y:       name "Synchronization pattern"
-- fill:    variants
-- label:   variants
-- columns: name "Pattern", variants "Observed variants" %.0f, expected "Expected" %.1f of counts
-- test:    chi-square-gof pattern count=variants label=name unit=variants recommended=gof_family of counts as gof
-- numbers: gof.observed.{pattern} = variants of counts
-- caption: Variants whose family has the pattern, and as many as equal shares of all patterns would give.
-- alt:     Heat map of two columns. {most_name[0]} has the most variants, {most[0]|%.0f}, {least_name[0]} the fewest, {least[0]|%.0f}, where equal shares would give {expected[0]|%.1f} to each pattern.
WITH counts AS (
    SELECT p.pattern, p.name, p.position, coalesce(sum(f.variants), 0) AS variants
      FROM patterns p LEFT JOIN family_sync s USING (pattern) LEFT JOIN family_facts f USING (family_id)
     WHERE EXISTS (SELECT 1 FROM family_sync WHERE pattern IS NOT NULL) GROUP BY p.pattern),
marked AS (
    SELECT *, sum(variants) OVER () / 8.0 AS expected, max(variants) OVER () AS most, min(variants) OVER () AS least,
           first_value(name) OVER (ORDER BY variants DESC, position) AS most_name,
           first_value(name) OVER (ORDER BY variants, position) AS least_name FROM counts)
SELECT m.pattern, m.name, k.kind, iif(k.kind = 'Observed', m.variants, m.expected) AS variants, m.expected, m.most_name, m.most,
       m.least_name, m.least
  FROM marked m CROSS JOIN (SELECT 'Observed' AS kind UNION ALL SELECT 'Expected') k
 ORDER BY m.position, k.kind DESC;

-- query: counts
SELECT p.pattern, p.name, coalesce(sum(f.variants), 0) AS variants,
       sum(coalesce(sum(f.variants), 0)) OVER () / 8.0 AS expected
  FROM patterns p LEFT JOIN family_sync s USING (pattern) LEFT JOIN family_facts f USING (family_id)
 WHERE EXISTS (SELECT 1 FROM family_sync WHERE pattern IS NOT NULL)
 GROUP BY p.pattern ORDER BY p.position;
