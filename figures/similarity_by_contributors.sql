-- title:   Similarity of change types by common contributors
-- chart:   bar grouped vertical
-- x:       similarity_name "Similarity of change types"
-- y:       percent "Families of the contributor group (%)" %.1f
-- group:   contributor_name "Common contributors"
-- fill:    contributor_group
-- label:   percent "" %.1f%%
-- needs:   similarity "families with change types on both platforms"
-- test:    chi-square similarity_group contributor_group count=families unit=families question=rq1 as contrib
-- test:    chi-square similarity_group contributor_group unit=families of missing_single as contrib.alt_missing_single
-- test:    chi-square similarity_group contributor_group unit=families of missing_dropped as contrib.alt_missing_dropped
-- numbers: contrib.count.{similarity_group}.{contributor_group} = families, contrib.pct.{similarity_group}.{contributor_group} = families / total
-- numbers: contrib.rows = known of facts, contrib.missing = missing of facts, contrib.single = single of facts
-- numbers: contrib.multiple = multiple of facts, contrib.common_total = total of facts, contrib.common_count.{common} = families of counts
-- columns: similarity_name "Similarity", contributor_name "Common contributors", families "Families" %.0f, percent "Families (%)" %.1f
-- caption: Percent within the contributor group. As in the study, families without a comparison count as several.
-- alt:     Grouped bars: low, moderate and high similarity among families with at most one common contributor and among the others.
SELECT g.similarity_group, g.name AS similarity_name, c.contributor_group, c.name AS contributor_name, count(s.family_id) AS families,
       sum(count(s.family_id)) OVER (PARTITION BY c.contributor_group) AS total,
       100.0 * count(s.family_id) / sum(count(s.family_id)) OVER (PARTITION BY c.contributor_group) AS percent
  FROM similarity_groups g
 CROSS JOIN (SELECT 'single' AS contributor_group, 'None or one' AS name, 0 AS position UNION ALL SELECT 'multiple', 'Several', 1) c
  LEFT JOIN (SELECT family_id, similarity_group, contributor_group FROM similarity JOIN common_contributors USING (family_id)) s
    ON s.similarity_group = g.similarity_group AND s.contributor_group = c.contributor_group
 WHERE EXISTS (SELECT 1 FROM similarity JOIN common_contributors USING (family_id) WHERE similarity_group IS NOT NULL)
 GROUP BY g.similarity_group, c.contributor_group ORDER BY g.position, c.position;

-- query: missing_single
SELECT s.similarity_group, CASE WHEN coalesce(c.common, 0) <= 1 THEN 'single' ELSE 'multiple' END AS contributor_group
  FROM similarity s JOIN common_contributors c USING (family_id) WHERE s.similarity_group IS NOT NULL;

-- query: missing_dropped
SELECT s.similarity_group, c.contributor_group
  FROM similarity s JOIN common_contributors c USING (family_id) WHERE s.similarity_group IS NOT NULL AND c.common IS NOT NULL;

-- query: facts
SELECT count(common) AS known, count(*) - count(common) AS missing, sum(common) AS total,
       count(*) FILTER (WHERE contributor_group = 'single') AS single,
       count(*) FILTER (WHERE contributor_group = 'multiple') AS multiple
  FROM common_contributors;

-- query: counts
SELECT common, count(*) AS families FROM common_contributors WHERE common IS NOT NULL GROUP BY common;
