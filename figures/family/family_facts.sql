-- title:   What the family is
-- columns: family "Family", owner "Owner", what "Repositories", history "Commits", age "Age"
WITH counts AS (
    SELECT sum(platform = 'GH') AS upstream, sum(platform <> 'GH') AS downstream FROM repositories WHERE family_id = ?1),
older AS (
    SELECT count(*) AS families, sum(a.age_days < m.age_days) AS younger
      FROM ages m JOIN ages a ON a.family_id <> m.family_id AND a.age_days IS NOT NULL
     WHERE m.family_id = ?1 AND m.age_days IS NOT NULL)
SELECT f.family, f.owner,
       'It has ' || CASE max(t.variants, c.downstream)
                        WHEN 0 THEN 'no variant on Hugging Face' WHEN 1 THEN 'one variant on Hugging Face'
                        ELSE max(t.variants, c.downstream) || ' variants on Hugging Face' END
       || CASE WHEN c.upstream = 1 THEN ' and one repository on GitHub.'
               WHEN c.upstream > 1 THEN ' and ' || c.upstream || ' repositories on GitHub.'
               WHEN t.origin = 'given' THEN '.' ELSE ' and no repository on GitHub.' END AS what,
       CASE WHEN f.owner IS NOT NULL THEN 'The family belongs to ' || f.owner || '.' END AS belongs,
       CASE WHEN t.upstream_commits IS NULL THEN NULL WHEN t.upstream_commits + t.downstream_commits = 0 THEN 'None of its commits counts.'
            ELSE printf('It holds %,d %s upstream and %,d downstream', t.upstream_commits,
                        iif(t.upstream_commits = 1, 'commit', 'commits'), t.downstream_commits)
                 || CASE WHEN t.first_commit IS NULL THEN ', none with a date.'
                         WHEN date(t.first_commit, 'unixepoch') = date(t.last_commit, 'unixepoch')
                         THEN ', all on ' || date(t.first_commit, 'unixepoch') || '.'
                         ELSE ', from ' || date(t.first_commit, 'unixepoch') || ' to ' || date(t.last_commit, 'unixepoch') || '.'
                     END END AS history,
       CASE WHEN a.age_days IS NOT NULL THEN printf('Age: %,.0f days', a.age_days) END || coalesce(' (' || CASE WHEN a.age_group IN ('recent', 'intermediate', 'matured') THEN g.name END || ')', '')
       || CASE WHEN o.families >= 20 THEN printf('; %.0f%% of the other families are younger', 100.0 * o.younger / o.families) ELSE '' END
       || '.' AS age,
       'Created on ' || f.created || '.' AS created,
       (SELECT group_concat(replace(name, '_', ' ') || ': ' || value, '; ')
          FROM (SELECT name, value FROM family_attributes WHERE family_id = ?1 ORDER BY name LIMIT 12)) || '.' AS attributes
  FROM families f JOIN family_facts t USING (family_id) CROSS JOIN counts c
       LEFT JOIN ages a USING (family_id) LEFT JOIN age_groups g USING (age_group) CROSS JOIN older o
 WHERE f.family_id = ?1;
