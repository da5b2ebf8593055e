-- title:   Commits and contributors of families whose pattern changed, by {by} and platform
-- chart:   box log
-- x:       count "Per family and platform" %.1f
-- y:       age_name "{By}"
-- group:   platform_name "Platform"
-- fill:    platform
-- panel:   measure_name
-- needs:   periods "commits"
-- columns: family "Family", age_name "{By}", measure_name "Count of", platform_name "Platform", count "Count" %.0f
-- test:    describe count by=cell label=cell_name unit=families of cells as evolved
-- caption: Families whose early and late patterns differ. Boxes span the quartiles with the median, whiskers reach the farthest values
--          within 1.5 box lengths; values beyond them are not drawn. The scale is logarithmic.
-- alt:     Box plots on a logarithmic scale in two panels, commits and contributors, for each {by} one box upstream and one downstream. The median is {evolved.upstream_commits.median|%.1f} commits per family upstream and {evolved.downstream_commits.median|%.1f} downstream, and {evolved.upstream_people.median|%.1f} and {evolved.downstream_people.median|%.1f} contributors.
WITH counts AS (
    SELECT family_id, 0 AS place, 'Commits' AS measure_name, 'GH' AS platform, upstream_commits AS count FROM family_facts
     UNION ALL SELECT family_id, 0, 'Commits', 'HF', downstream_commits FROM family_facts
     UNION ALL SELECT family_id, 1, 'Contributors', 'GH', upstream_people FROM family_facts
     UNION ALL SELECT family_id, 1, 'Contributors', 'HF', downstream_people FROM family_facts)
SELECT f.family, g.age_group, g.name AS age_name, c.measure_name, c.platform,
       CASE c.platform WHEN 'GH' THEN 'Upstream (GitHub)' ELSE 'Downstream (Hugging Face)' END AS platform_name, c.count
  FROM evolution e JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN families f USING (family_id)
  JOIN counts c USING (family_id)
 WHERE e.change = 'transitioned' AND c.count > 0
 ORDER BY c.place, g.position, c.platform, f.family;

-- query: cells
WITH used AS (SELECT t.* FROM evolution e JOIN ages a USING (family_id) JOIN age_groups g USING (age_group) JOIN family_facts t USING (family_id)
               WHERE e.change = 'transitioned')
SELECT 'upstream_commits' AS cell, 'Commits upstream' AS cell_name, upstream_commits AS count FROM used WHERE upstream_commits > 0
 UNION ALL SELECT 'downstream_commits', 'Commits downstream', downstream_commits FROM used WHERE downstream_commits > 0
 UNION ALL SELECT 'upstream_people', 'Contributors upstream', upstream_people FROM used WHERE upstream_people > 0
 UNION ALL SELECT 'downstream_people', 'Contributors downstream', downstream_people FROM used WHERE downstream_people > 0;
