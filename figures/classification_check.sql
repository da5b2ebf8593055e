-- title:   Given and computed classes
-- needs:   classification_check "families with both a given class and commits"
-- columns: family "Family", given "Given pattern", computed "Computed pattern" of differing "Families whose computed pattern is not the given one"
-- columns: attribute_name "Attribute", agreeing "Agreeing families" %.0f, families "Families" %.0f, check.agree_pct.{attribute} "Agreement (%)" %.1f,
--          check.agree_pct.{attribute}.low "from" %.1f, check.agree_pct.{attribute}.high "to" %.1f, check.kappa.{attribute} "Cohen’s κ" %.3f
-- test:    kappa given computed each=attribute unit=families of pairs as check.kappa.{attribute}
-- numbers: check.families.{attribute} = families, check.agree.{attribute} = agreeing, check.agree_pct.{attribute} = agreeing / families
SELECT attribute, attribute_name, sum(agrees) AS agreeing, count(*) AS families
  FROM (SELECT 1 AS position, 'lag' AS attribute, 'Lag' AS attribute_name, c.lag IS s.lag AS agrees
          FROM classification_check c JOIN family_sync s USING (family_id)
        UNION ALL SELECT 2, 'code', 'Code', c.code IS s.code FROM classification_check c JOIN family_sync s USING (family_id)
        UNION ALL SELECT 3, 'pattern', 'Pattern', c.pattern IS s.pattern
          FROM classification_check c JOIN family_sync s USING (family_id))
 GROUP BY position ORDER BY position;

-- query: pairs
SELECT v.attribute, CASE v.attribute WHEN 'lag' THEN s.lag WHEN 'code' THEN s.code ELSE s.pattern END AS given,
       CASE v.attribute WHEN 'lag' THEN c.lag WHEN 'code' THEN c.code ELSE c.pattern END AS computed
  FROM (SELECT 1 AS position, 'lag' AS attribute UNION ALL SELECT 2, 'code' UNION ALL SELECT 3, 'pattern') v
 CROSS JOIN classification_check c JOIN family_sync s USING (family_id) ORDER BY v.position, c.family_id;

-- query: differing
SELECT f.family, coalesce(p.name, 'no data') AS given, coalesce(q.name, 'no data') AS computed
  FROM classification_check c JOIN family_sync s USING (family_id) JOIN families f USING (family_id)
  LEFT JOIN patterns p ON p.pattern = s.pattern LEFT JOIN patterns q ON q.pattern = c.pattern
 WHERE c.pattern IS NOT s.pattern ORDER BY f.family;
