-- title:   Similarity of change types by {by}
-- chart:   bar grouped vertical
-- x:       age_name "{By}"
-- y:       percent "Families of the {by} (%)" %.1f
-- group:   similarity_name "Similarity"
-- fill:    similarity_group
-- label:   percent "" %.1f%%
-- needs:   similarity "families with change types on both platforms"
-- test:    chi-square age_group similarity_group count=families unit=families question=rq1 as sim_age
-- numbers: sim_age.count.{age_group}.{similarity_group} = families, sim_age.pct.{age_group}.{similarity_group} = families / total
-- columns: age_name "{By}", similarity_name "Similarity", families "Families" %.0f, percent "Families (%)" %.1f
-- caption: Percent within the {by}; similarity groups are tertiles.
-- alt:     Grouped bars of low, moderate and high similarity within each {by}.
SELECT a.age_group, a.name AS age_name, g.similarity_group, g.name AS similarity_name, count(s.family_id) AS families,
       sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS total,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY a.age_group) AS percent
  FROM age_groups a CROSS JOIN similarity_groups g
  LEFT JOIN (SELECT family_id, age_group, similarity_group FROM similarity JOIN ages USING (family_id)) s
    ON s.age_group = a.age_group AND s.similarity_group = g.similarity_group
 WHERE EXISTS (SELECT 1 FROM similarity JOIN ages USING (family_id) WHERE age_group IS NOT NULL AND similarity_group IS NOT NULL)
 GROUP BY a.age_group, g.similarity_group ORDER BY a.position, g.position;
