-- title:   Repositories
-- columns: side "Side", name "Repository", commits "Commits" %.0f, periods "Active periods" %.0f, first_day "Active from", last_day "to" of bare
--          "Repositories; on Hugging Face each is a variant"
-- columns: side "Side", name "Repository", commits "Commits" %.0f, periods "Periods" %.0f, first_day "Active from", last_day "to",
--          downloads "Downloads" %.0f, likes "Likes" %.0f of measured "Repositories; on Hugging Face each is a variant"
-- columns: name "Repository", first_day "Commits from", last_day "to", downloads "Downloads" %.0f, likes "Likes" %.0f, task "Task" of listed "Repositories"
WITH n AS (SELECT count(*) AS all_of_them, min(sum(platform = 'GH'), 2) AS upstream FROM repositories WHERE family_id = ?1)
SELECT CASE WHEN EXISTS (SELECT 1 FROM periods WHERE family_id = ?1)
            THEN CASE WHEN all_of_them > upstream + 6
                      THEN printf('The table shows GitHub and the 6 variants with most downloads, else most active periods; %d more exist.',
                                  all_of_them - upstream - 6) END
            WHEN all_of_them > 10 THEN printf('The table shows 10 repositories, those with most downloads first; %d more exist.', all_of_them - 10) END AS others
  FROM n;

-- query: bare
WITH origin AS (
    SELECT coalesce(k.first_time, t.first_commit) AS first_time FROM family_facts t LEFT JOIN family_sync k USING (family_id) WHERE t.family_id = ?1),
cells AS (
    SELECT platform, variant, sum(commits) AS commits, count(*) AS periods, min(period) AS low, max(period) AS high
      FROM periods WHERE family_id = ?1 GROUP BY platform, variant),
ranked AS (
    SELECT r.*, row_number() OVER (PARTITION BY r.platform ORDER BY coalesce(c.periods, 0) DESC, c.commits DESC, r.name) AS place,
           c.commits, c.periods, c.low, c.high
      FROM repositories r LEFT JOIN cells c ON c.platform = r.platform AND (r.platform = 'GH' OR c.variant = r.short_name)
     WHERE r.family_id = ?1)
SELECT iif(platform = 'GH', 'GitHub', 'Hugging Face') AS side, name,
       CASE WHEN name GLOB '?*/?*' THEN iif(platform = 'GH', 'https://github.com/', 'https://huggingface.co/') || name END AS name_link,
       coalesce(commits, 0) AS commits, coalesce(periods, 0) AS periods,
       date(s.first_time + (?3 * low - ?4) * 86400, 'unixepoch') AS first_day,
       date(s.first_time + (?3 * (high + 1) - ?4) * 86400 - 1, 'unixepoch') AS last_day
  FROM ranked CROSS JOIN origin s
 WHERE place <= iif(platform = 'GH', 2, 6)
   AND EXISTS (SELECT 1 FROM periods WHERE family_id = ?1)
   AND NOT EXISTS (SELECT 1 FROM repositories JOIN variants v USING (repository_id) WHERE family_id = ?1 AND v.downloads IS NOT NULL)
 ORDER BY platform, place;

-- query: measured
WITH origin AS (
    SELECT coalesce(k.first_time, t.first_commit) AS first_time FROM family_facts t LEFT JOIN family_sync k USING (family_id) WHERE t.family_id = ?1),
cells AS (
    SELECT platform, variant, sum(commits) AS commits, count(*) AS periods, min(period) AS low, max(period) AS high
      FROM periods WHERE family_id = ?1 GROUP BY platform, variant),
ranked AS (
    SELECT r.*, v.downloads, v.likes, c.commits, c.periods, c.low, c.high,
           row_number() OVER (PARTITION BY r.platform ORDER BY coalesce(v.downloads, -1) DESC, coalesce(c.periods, 0) DESC, r.name) AS place
      FROM repositories r LEFT JOIN variants v USING (repository_id)
      LEFT JOIN cells c ON c.platform = r.platform AND (r.platform = 'GH' OR c.variant = r.short_name)
     WHERE r.family_id = ?1)
SELECT iif(platform = 'GH', 'GitHub', 'Hugging Face') AS side, name,
       CASE WHEN name GLOB '?*/?*' THEN iif(platform = 'GH', 'https://github.com/', 'https://huggingface.co/') || name END AS name_link,
       coalesce(commits, 0) AS commits, coalesce(periods, 0) AS periods,
       date(s.first_time + (?3 * low - ?4) * 86400, 'unixepoch') AS first_day,
       date(s.first_time + (?3 * (high + 1) - ?4) * 86400 - 1, 'unixepoch') AS last_day, downloads, likes
  FROM ranked CROSS JOIN origin s
 WHERE place <= iif(platform = 'GH', 2, 6)
   AND EXISTS (SELECT 1 FROM periods WHERE family_id = ?1)
   AND EXISTS (SELECT 1 FROM repositories JOIN variants v USING (repository_id) WHERE family_id = ?1 AND v.downloads IS NOT NULL)
 ORDER BY platform, place;

-- query: listed
SELECT name, CASE WHEN name GLOB '?*/?*' THEN iif(platform = 'GH', 'https://github.com/', 'https://huggingface.co/') || name END AS name_link,
       date(v.first_commit, 'unixepoch') AS first_day, date(v.last_commit, 'unixepoch') AS last_day, v.downloads, v.likes, v.pipeline_tag AS task
  FROM repositories LEFT JOIN variants v USING (repository_id)
 WHERE family_id = ?1 AND NOT EXISTS (SELECT 1 FROM periods WHERE family_id = ?1)
 ORDER BY platform, v.downloads DESC, name LIMIT 10;
