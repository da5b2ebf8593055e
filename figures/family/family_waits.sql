-- title:   Waits
-- columns: direction "Direction", n "Waits" %.0f, q1 "25%" %.0f, median "Median" %.0f, q3 "75%" %.0f, longest "Longest" %.0f,
--          others "Typical" %.0f, faster "Faster" %.0f%%, open "Now open" of summary
--          "Waits in days, from the last commit on one side to the next on the other. Typical: the median of all families’ medians; faster: the other families with a shorter median"
SELECT source, days FROM transitions WHERE family_id = ?1 ORDER BY source, days;

-- query: open
SELECT source, date(start_time, 'unixepoch') AS since, days, date(end_time - 1, 'unixepoch') AS until FROM waits WHERE family_id = ?1 AND is_open;

-- query: words
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM transitions WHERE family_id = ?1)
            THEN iif(EXISTS (SELECT 1 FROM transitions),
                     'There is no wait to measure: no commit of this family was followed by one on the other platform.', 'There are no waits in this corpus.')
       END AS none,
       (SELECT 'Commits on ' || iif(source = 'GH', 'GitHub', 'Hugging Face') || ' since ' || date(start_time, 'unixepoch')
               || ' had no answer on ' || iif(source = 'GH', 'Hugging Face', 'GitHub') || ' by ' || date(end_time - 1, 'unixepoch')
               || printf(', after %,d %s.', days, iif(days = 1, 'day', 'days')) FROM waits WHERE family_id = ?1 AND is_open) AS open;

-- query: summary
SELECT '' AS direction, 0 AS n, 0 AS q1, 0 AS median, 0 AS q3, 0 AS longest, 0 AS others, 0 AS faster, '' AS open
 WHERE 0; -- filled in by the program, from the first query and the waits of all families
