-- title:   Similarity of change types by common contributors
-- chart:   bar grouped vertical
-- x:       similarity_name "Similarity of change types"
-- y:       percent "Percentage of Families" %.1f
-- group:   contributor_name "Contributors"
-- fill:    contributor_group
-- label:   percent "" %.1f%%
-- mark:    trend
-- needs:   similarity "families with change types on both platforms"
-- alt:     Grouped bars of low, moderate and high similarity, percent within the contributor group, with a dashed line
--          through the families with a single common contributor and a solid line through those with several.
SELECT g.similarity_group, g.name AS similarity_name, c.contributor_group, c.name AS contributor_name, count(s.family_id) AS families,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY c.contributor_group) AS percent
  FROM similarity_groups g
 CROSS JOIN (SELECT 'single' AS contributor_group, 'Single contributor' AS name, 0 AS position UNION ALL SELECT 'multiple', 'Multiple contributors', 1) c
  LEFT JOIN (SELECT family_id, similarity_group, contributor_group FROM similarity JOIN common_contributors USING (family_id)) s
    ON s.similarity_group = g.similarity_group AND s.contributor_group = c.contributor_group
 WHERE EXISTS (SELECT 1 FROM similarity JOIN common_contributors USING (family_id) WHERE similarity_group IS NOT NULL)
 GROUP BY g.similarity_group, c.contributor_group ORDER BY g.position, c.position;
