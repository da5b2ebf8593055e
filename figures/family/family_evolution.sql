-- title:   Early and late
WITH e AS (SELECT * FROM evolution WHERE family_id = ?1),
words AS (
    SELECT change, origin, early_code, late_code,
           (SELECT name FROM patterns WHERE pattern = early_pattern) || coalesce(' (' || early_code || ', ' || (SELECT lower(name) FROM lags WHERE lag = early_lag) || ')', '') AS early,
           (SELECT name FROM patterns WHERE pattern = late_pattern) || coalesce(' (' || late_code || ', ' || (SELECT lower(name) FROM lags WHERE lag = late_lag) || ')', '') AS late
      FROM e)
SELECT CASE WHEN change = 'constant' THEN 'The pattern did not change: ' || early || ' in the early part of its history, ' || late || ' in the late part.'
            WHEN change = 'transitioned' THEN 'The pattern changed from ' || early || ' in the early part of its history to ' || late || ' in the late part.'
            WHEN early_code IS NOT NULL AND late_code IS NULL THEN 'All its activity falls into the early part of its history, so there is nothing to compare.'
       END AS change,
       CASE WHEN change IS NOT NULL AND origin = 'computed' THEN 'The early part ends with the middle one of its periods.'
            WHEN change IS NOT NULL THEN 'The parts are those of the source, which does not say how it cut.' END AS cut
  FROM words;
