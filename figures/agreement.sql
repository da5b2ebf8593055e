-- title:   Agreement of manual and automatic classification
-- needs:   given_classes "families classified by two raters"
-- columns: attribute_name "Attribute", agreeing "Agreeing families" %.0f, families "Families" %.0f, kappa.agree_pct.{attribute} "Agreement (%)" %.1f,
--          kappa.agree_pct.{attribute}.low "from" %.1f, kappa.agree_pct.{attribute}.high "to" %.1f, kappa.{attribute} "Cohen’s κ" %.3f, kappa.{attribute}.se "Standard error" %.3f
-- test:    kappa manual automatic each=attribute unit=families of judgements as kappa.{attribute}
-- test:    kappa manual automatic unit=families of older as kappa.lag_older_coding
-- numbers: kappa.agree.{attribute} = agreeing, kappa.n = families of size, kappa.agree_pct.{attribute} = agreeing / families
WITH judgement AS (
    SELECT m.family_id, m.sync_type AS m_sync, a.sync_type AS a_sync, m.lag AS m_lag, a.lag AS a_lag,
           m.intensity AS m_intensity, a.intensity AS a_intensity, m.code AS m_code, a.code AS a_code,
           m.pattern AS m_pattern, a.pattern AS a_pattern
      FROM given_classes m JOIN given_classes a USING (family_id) JOIN families f USING (family_id)
     WHERE m.rater = 'manual' AND a.rater = 'automatic' AND NOT f.excluded)
SELECT attribute, attribute_name, sum(agrees) AS agreeing, count(*) AS families
  FROM (SELECT 1 AS position, 'sync' AS attribute, 'Synchronization type' AS attribute_name, m_sync IS a_sync AS agrees FROM judgement
        UNION ALL SELECT 2, 'lag', 'Lag', m_lag IS a_lag FROM judgement
        UNION ALL SELECT 3, 'intensity', 'Intensity', m_intensity IS a_intensity FROM judgement
        UNION ALL SELECT 4, 'code', 'Code', m_code IS a_code FROM judgement
        UNION ALL SELECT 5, 'pattern', 'Pattern', m_pattern IS a_pattern FROM judgement)
 GROUP BY position ORDER BY position;

-- query: judgements
SELECT v.attribute,
       CASE v.attribute WHEN 'sync' THEN m.sync_type WHEN 'lag' THEN m.lag WHEN 'intensity' THEN m.intensity
                        WHEN 'code' THEN m.code ELSE m.pattern END AS manual,
       CASE v.attribute WHEN 'sync' THEN a.sync_type WHEN 'lag' THEN a.lag WHEN 'intensity' THEN a.intensity
                        WHEN 'code' THEN a.code ELSE a.pattern END AS automatic
  FROM (SELECT 1 AS position, 'sync' AS attribute UNION ALL SELECT 2, 'lag' UNION ALL SELECT 3, 'intensity'
        UNION ALL SELECT 4, 'code' UNION ALL SELECT 5, 'pattern') v
  JOIN given_classes m ON m.rater = 'manual'
  JOIN given_classes a ON a.rater = 'automatic' AND a.family_id = m.family_id
  JOIN families f ON f.family_id = m.family_id
 WHERE NOT f.excluded ORDER BY v.position, f.family;

-- query: older
SELECT o.lag AS manual, a.lag AS automatic
  FROM given_classes o JOIN given_classes a USING (family_id) JOIN families f USING (family_id)
 WHERE o.rater = 'manual_older' AND a.rater = 'automatic' AND NOT f.excluded ORDER BY f.family;

-- query: size
SELECT count(*) AS families
  FROM given_classes m JOIN given_classes a USING (family_id) JOIN families f USING (family_id)
 WHERE m.rater = 'manual' AND a.rater = 'automatic' AND NOT f.excluded;
