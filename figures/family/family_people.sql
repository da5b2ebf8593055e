-- title:   Contributors
SELECT CASE WHEN t.upstream_people IS NOT NULL
            THEN printf('%s committed to GitHub and %s to Hugging Face.',
                        CASE t.upstream_people WHEN 0 THEN 'Nobody' WHEN 1 THEN '1 contributor' ELSE t.upstream_people || ' contributors' END,
                        CASE t.downstream_people WHEN 0 THEN 'nobody' ELSE t.downstream_people END) END AS sides,
       CASE WHEN c.common IS NULL THEN iif(t.upstream_people = 0 OR t.downstream_people = 0, NULL, 'Who contributes to both sides is not known.')
            WHEN c.common = 0 THEN 'Nobody is known to contribute to both sides.'
            WHEN c.common = 1 THEN 'One contributes to both sides.'
            ELSE c.common || ' contribute to both sides.' END AS common
  FROM family_facts t LEFT JOIN common_contributors c USING (family_id) WHERE t.family_id = ?1;

-- query: busiest
WITH made AS (
    SELECT c.platform, p.person, sum(a.commits) AS commits
      FROM family_authors a JOIN contributors c USING (contributor_id) JOIN people p USING (contributor_id)
     WHERE a.family_id = ?1 GROUP BY c.platform, p.person),
ranked AS (SELECT *, row_number() OVER (PARTITION BY platform ORDER BY commits DESC, person) AS place, count(*) OVER (PARTITION BY platform) AS people FROM made),
busiest AS (
    SELECT platform, group_concat(printf('%s (%,d)', person, commits), ', ') AS names FROM (SELECT * FROM ranked WHERE place <= 3 ORDER BY platform, place)
     GROUP BY platform)
SELECT (SELECT 'The busiest on GitHub, with their commits: ' || names || '.' FROM busiest WHERE platform = 'GH') AS upstream,
       (SELECT 'On Hugging Face: ' || names || '.' FROM busiest WHERE platform = 'HF') AS downstream;
