-- title:   Commits and contributors of families whose pattern changed, by {by} and platform
-- chart:   box log
-- x:       count "Per family and platform" %.1f
-- y:       age_name "{By}"
-- group:   platform_name "Platform"
-- fill:    side
-- panel:   measure_name
-- needs:   periods "commits"
-- alt:     Box plots on a logarithmic scale in two panels, commits and contributors, for each {by} one box upstream and one downstream.
WITH counts AS (
    SELECT family_id, 0 AS place, 'Commits' AS measure_name, 'GH' AS platform, upstream_commits AS count FROM family_facts
     UNION ALL SELECT family_id, 0, 'Commits', 'HF', downstream_commits FROM family_facts
     UNION ALL SELECT family_id, 1, 'Contributors', 'GH', upstream_people FROM family_facts
     UNION ALL SELECT family_id, 1, 'Contributors', 'HF', downstream_people FROM family_facts)
SELECT f.family, g.age_group, g.name AS age_name, c.measure_name, c.platform,
       CASE c.platform WHEN 'GH' THEN 'Upstream (GitHub)' ELSE 'Downstream (Hugging Face)' END AS platform_name,
       CASE c.platform WHEN 'GH' THEN 'upstream_activity' ELSE 'downstream_activity' END AS side, c.count
  FROM evolution e JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN families f USING (family_id)
  JOIN counts c USING (family_id)
 WHERE e.change = 'transitioned' AND c.count > 0
 ORDER BY c.place, g.position, c.platform, f.family;
