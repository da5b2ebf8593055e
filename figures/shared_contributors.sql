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
--          how many percent of the commits are theirs.
-- alt:     Grouped bars in two panels, one per platform. Of contributors upstream, {gh_contributors[0]|%.1f} % commit on both platforms and make {gh_commits[0]|%.1f} % of the commits; downstream these are {hf_contributors[0]|%.1f} % and {hf_commits[0]|%.1f} %.
WITH used AS MATERIALIZED (
         SELECT t.*, s.lag FROM family_facts t JOIN family_sync s USING (family_id)
          WHERE s.lag IS NOT NULL AND t.upstream_commits IS NOT NULL),
     both AS MATERIALIZED (
         SELECT a.family_id, c.platform, count(DISTINCT p.person) AS people, sum(a.commits) AS commits
           FROM family_authors a JOIN contributors c USING (contributor_id) JOIN people p USING (contributor_id)
               JOIN common_contributors k USING (family_id)
          WHERE a.is_shared AND k.common > 0 GROUP BY 1, 2), -- where a source has told that nobody is common, nobody is
     counts AS (
         SELECT u.lag, v.platform, v.measure,
                sum(coalesce(iif(v.measure = 'commits', h.commits, h.people), 0)) AS shared,
                sum(CASE v.measure || v.platform WHEN 'commitsGH' THEN u.upstream_commits WHEN 'commitsHF' THEN u.downstream_commits
                                                 WHEN 'contributorsGH' THEN u.upstream_people ELSE u.downstream_people END) AS total
           FROM used u
          CROSS JOIN (SELECT 'GH' AS platform, 'contributors' AS measure UNION ALL SELECT 'GH', 'commits'
                      UNION ALL SELECT 'HF', 'contributors' UNION ALL SELECT 'HF', 'commits') v
           LEFT JOIN both h ON h.family_id = u.family_id AND h.platform = v.platform
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
