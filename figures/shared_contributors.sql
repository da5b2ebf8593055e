-- title:   Contributors who commit on both platforms, by lag
-- chart:   bar grouped vertical
-- x:       lag_name "Lag"
-- y:       percent "Percent of all on the platform" %.1f
-- group:   measure_name "Of all"
-- fill:    measure
-- panel:   platform_name
-- label:   percent "" %.1f%%
-- needs:   periods "commits"
-- columns: platform_name "Platform", lag_name "Lag", measure_name "Percent of", shared "On both platforms" %.0f, total "All" %.0f, percent "%" %.1f
-- numbers: shared.{measure}.{side}.{lag} = shared, shared.{measure}_pct.{side}.{lag} = shared / total
-- caption: For each platform and lag, how many percent of the contributors of its families commit to the same family on the other platform, too, and
--          how many percent of the commits are theirs. Families some of whose commits the rules leave out are not counted.
-- alt:     Grouped bars in two panels, one per platform. Of contributors upstream, {gh_contributors[0]|%.1f} % commit on both platforms and make {gh_commits[0]|%.1f} % of the commits; downstream these are {hf_contributors[0]|%.1f} % and {hf_commits[0]|%.1f} %.
WITH used AS MATERIALIZED (
         SELECT t.*, s.lag FROM family_facts t JOIN family_sync s USING (family_id)
          WHERE s.lag IS NOT NULL AND t.upstream_commits IS NOT NULL AND t.dropped = 0 AND t.late = 0),
     has_links AS MATERIALIZED (SELECT EXISTS (SELECT 1 FROM contributors WHERE profile IS NOT NULL) AS yes),
     -- whom a contributor is compared as: the merged name, else the GitHub account of the profile, else the handle
     who AS MATERIALIZED (
         SELECT c.contributor_id, c.platform, p.person,
                CASE WHEN NOT h.yes OR p.is_merged THEN p.person
                     WHEN c.platform = 'GH' THEN 'https://github.com/' || c.handle
                     WHEN c.profile <> 'No_GH' THEN coalesce(q.person, c.profile) END AS comparable
           FROM contributors c JOIN people p USING (contributor_id) CROSS JOIN has_links h
           LEFT JOIN contributors g ON g.platform = 'GH' AND g.handle = substr(c.profile, 20)
                                   AND 'https://github.com/' || g.handle = c.profile
           LEFT JOIN people q ON q.contributor_id = g.contributor_id AND q.is_merged),
     -- only they can be on both sides of a family: few, and so the commits are read once and quickly
     known_twice AS MATERIALIZED (
         SELECT contributor_id, person, comparable FROM who
          WHERE comparable IN (SELECT comparable FROM who GROUP BY comparable HAVING min(platform) <> max(platform))),
     active AS MATERIALIZED (
         SELECT r.family_id, r.platform, c.contributor_id, count(*) AS commits
           FROM common_contributors k JOIN repositories r USING (family_id) CROSS JOIN commits c
             ON c.place BETWEEN r.repository_id << 32 AND (r.repository_id << 32) + 4294967295
          WHERE k.common > 0 AND c.contributor_id IN (SELECT contributor_id FROM known_twice)
          GROUP BY r.repository_id, c.contributor_id),
     named AS MATERIALIZED (
         SELECT a.family_id, a.platform, w.comparable, w.person, sum(a.commits) AS commits
           FROM active a JOIN known_twice w USING (contributor_id) GROUP BY 1, 2, 3, 4),
     shared AS MATERIALIZED (
         SELECT n.family_id, n.platform, count(DISTINCT n.person) AS people, sum(n.commits) AS commits
           FROM named n JOIN (SELECT family_id, comparable FROM named GROUP BY 1, 2 HAVING min(platform) <> max(platform)) b
                          ON b.family_id = n.family_id AND b.comparable = n.comparable
          GROUP BY 1, 2),
     counts AS (
         SELECT u.lag, v.platform, v.measure,
                sum(coalesce(iif(v.measure = 'commits', h.commits, h.people), 0)) AS shared,
                sum(CASE v.measure || v.platform WHEN 'commitsGH' THEN u.upstream_commits WHEN 'commitsHF' THEN u.downstream_commits
                                                 WHEN 'contributorsGH' THEN u.upstream_people ELSE u.downstream_people END) AS total
           FROM used u
          CROSS JOIN (SELECT 'GH' AS platform, 'contributors' AS measure UNION ALL SELECT 'GH', 'commits'
                      UNION ALL SELECT 'HF', 'contributors' UNION ALL SELECT 'HF', 'commits') v
           LEFT JOIN shared h ON h.family_id = u.family_id AND h.platform = v.platform
          GROUP BY 1, 2, 3)
SELECT c.platform, lower(c.platform) AS side, CASE c.platform WHEN 'GH' THEN 'Upstream (GitHub)' ELSE 'Downstream (Hugging Face)' END AS platform_name,
       l.lag, l.name AS lag_name, c.measure, iif(c.measure = 'commits', 'Their commits', 'Contributors on both platforms') AS measure_name,
       c.shared, c.total, 100.0 * c.shared / nullif(c.total, 0) AS percent,
       100.0 * sum(c.shared) FILTER (WHERE c.platform = 'GH' AND c.measure = 'contributors') OVER () / nullif(sum(c.total) FILTER (WHERE c.platform = 'GH' AND c.measure = 'contributors') OVER (), 0) AS gh_contributors,
       100.0 * sum(c.shared) FILTER (WHERE c.platform = 'GH' AND c.measure = 'commits') OVER () / nullif(sum(c.total) FILTER (WHERE c.platform = 'GH' AND c.measure = 'commits') OVER (), 0) AS gh_commits,
       100.0 * sum(c.shared) FILTER (WHERE c.platform = 'HF' AND c.measure = 'contributors') OVER () / nullif(sum(c.total) FILTER (WHERE c.platform = 'HF' AND c.measure = 'contributors') OVER (), 0) AS hf_contributors,
       100.0 * sum(c.shared) FILTER (WHERE c.platform = 'HF' AND c.measure = 'commits') OVER () / nullif(sum(c.total) FILTER (WHERE c.platform = 'HF' AND c.measure = 'commits') OVER (), 0) AS hf_commits
  FROM (SELECT *, min(total) OVER (PARTITION BY platform, lag) AS least FROM counts) c JOIN lags l USING (lag)
 WHERE c.least > 0
 ORDER BY c.platform, l.position, c.measure DESC;
