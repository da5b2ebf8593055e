-- title:   Synchronization
-- columns: attribute "", value "Class" of given "Synchronization class, as published"
-- columns: attribute "", value "Class", reason "Why", distance "Nearest other class" of reasons "Class, the rule that gives it, and how far the nearest other class is"
SELECT p.platform, p.variant, p.period FROM periods p WHERE p.family_id = ?1 ORDER BY p.platform = 'GH', p.variant, p.period;

-- query: class
SELECT l.name AS lag_name, s.sync_type, s.intensity, s.code, t.name AS pattern_name, s.origin,
       t.name || ' Synchronization' || coalesce(' (' || s.code || ')', '') AS pattern_words, l.name AS lag_words,
       (SELECT printf('%d of %d families %s this pattern (%.0f%%).', sum(pattern = s.pattern), count(*), iif(sum(pattern = s.pattern) = 1, 'has', 'have'), 100.0 * sum(pattern = s.pattern) / count(*))
          FROM family_sync WHERE pattern IS NOT NULL) AS peers,
       (SELECT 'The source gives this family ' || lower(coalesce(gl.name, 'no lag')) || ', code ' || coalesce(s.code, 'none')
               || '; the rules make of the commits ' || lower(coalesce(cl.name, 'no lag')) || ', code ' || coalesce(k.code, 'none') || '. '
               || iif(k.code IS s.code AND k.lag IS s.lag, 'They agree.', 'The table explains what the rules make.')
          FROM classification_check k LEFT JOIN lags cl ON cl.lag = k.lag LEFT JOIN lags gl ON gl.lag = s.lag
         WHERE k.family_id = ?1) AS comparison,
       CASE WHEN EXISTS (SELECT 1 FROM periods WHERE family_id = ?1)
            THEN 'The table of the class tells each part’s rule, the periods that decide, and the nearest other class.' END AS intro,
       CASE WHEN s.lag IS NULL AND s.origin = 'computed' THEN 'No commit of this family has a date that counts, so it has no class.' END AS none,
       CASE WHEN s.pattern <> s.code_pattern THEN 'The source stores a pattern that its code does not stand for.' END AS contradiction
  FROM family_sync s LEFT JOIN lags l USING (lag) LEFT JOIN patterns t USING (pattern) WHERE s.family_id = ?1;

-- query: given
SELECT * FROM (
SELECT 'Lag' AS attribute, l.name AS value FROM family_sync JOIN lags l USING (lag) WHERE family_id = ?1
UNION ALL
SELECT 'Type', CASE sync_type WHEN 'CS' THEN 'Complete (CS)' WHEN 'PS' THEN 'Partial (PS)' WHEN 'AS' THEN 'Asynchronous (AS)'
                              WHEN 'VS' THEN 'Variant-dominated (VS)' END FROM family_sync WHERE family_id = ?1
UNION ALL
SELECT 'Intensity', CASE intensity WHEN 'R' THEN 'Rare (R)' WHEN 'S' THEN 'Sporadic (S)' WHEN 'F' THEN 'Frequent (F)' END FROM family_sync WHERE family_id = ?1
UNION ALL
SELECT 'Pattern', p.name || coalesce(' (' || code || ')', '') FROM family_sync JOIN patterns p USING (pattern) WHERE family_id = ?1)
 WHERE value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM periods WHERE family_id = ?1);

-- query: reasons
SELECT '' AS attribute, '' AS value, '' AS reason, '' AS distance WHERE 0; -- filled in by the program, from the first query
