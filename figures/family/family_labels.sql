-- title:   Change types on both sides
-- chart:   bar mirrored
-- x:       percent "Labelled commit rows of the side (%)" %.1f
-- y:       name "Change type"
-- group:   platform_name "Side"
-- fill:    platform
-- label:   percent "" %.0f%%
-- columns: name "Change type", platform_name "Side", rows "Rows" %.0f, percent "%" %.1f
-- caption: Percent of the labelled commit rows of each side; a commit with several change types counts once for each. At most eight
--          types are shown, those with the largest share of a side.
-- alt:     Mirrored bars of the change types of this family, downstream to the left, upstream to the right.
WITH enough AS (
    SELECT family_id FROM family_facts WHERE family_id = ?1 AND upstream_labelled > 0 AND downstream_labelled > 0
       AND 2 * upstream_labelled >= upstream_commits AND 2 * downstream_labelled >= downstream_commits),
used AS (
    SELECT r.platform, l.label_id, sum(l.rows) AS rows
      FROM repositories r CROSS JOIN commits c ON c.place BETWEEN r.repository_id << 32 AND (r.repository_id << 32) + 4294967295
      CROSS JOIN labels l ON l.commit_id = c.commit_id AND l.labeller_id = ?2
     WHERE r.family_id = ?1 AND EXISTS (SELECT family_id FROM enough) GROUP BY r.platform, l.label_id),
kept AS (SELECT u.*, s.label, s.name FROM used u JOIN label_set s USING (label_id) WHERE s.kept = 1),
sums AS (SELECT platform, sum(rows) AS total FROM kept GROUP BY platform),
shares AS (
    SELECT k.label_id, max(iif(k.platform = 'GH', k.rows, 0)) AS upstream, sum(k.rows) AS both, max(1.0 * k.rows / s.total) AS share
      FROM kept k JOIN sums s USING (platform) GROUP BY k.label_id),
ranks AS (SELECT * FROM shares ORDER BY share DESC, label_id LIMIT 8),
sides AS (SELECT 'HF' AS platform UNION ALL SELECT 'GH')
SELECT r.label_id, (SELECT name FROM label_set s WHERE s.label_id = r.label_id) AS name, d.platform,
       CASE d.platform WHEN 'HF' THEN 'Downstream (Hugging Face)' ELSE 'Upstream (GitHub)' END AS platform_name,
       coalesce(k.rows, 0) AS rows, 100.0 * coalesce(k.rows, 0) / s.total AS percent
  FROM ranks r CROSS JOIN sides d JOIN sums s ON s.platform = d.platform
       LEFT JOIN kept k ON k.label_id = r.label_id AND k.platform = d.platform
 WHERE (SELECT count(platform) FROM sums) = 2
 ORDER BY r.upstream DESC, r.both DESC, r.label_id, d.platform DESC;

-- query: words
SELECT CASE WHEN j.similarity IS NOT NULL
            THEN printf('The change types that occur on both sides make up %.0f%% of those that occur at all (Jaccard similarity %.2f%s).', 100 * j.similarity, j.similarity,
                        coalesce(', ' || lower(g.name), ''))
                 || (SELECT CASE WHEN count(*) >= 20 THEN printf(' The similarity of %.0f%% of the other families is lower.', 100.0 * sum(o.similarity < j.similarity) / count(*)) ELSE '' END
                       FROM similarity o WHERE o.family_id <> ?1) END AS similarity,
       CASE WHEN t.upstream_commits IS NULL THEN 'The change types of its commits are not in the corpus.'
            WHEN t.labelled = 0 THEN 'None of its commits has a change type.'
            WHEN t.upstream_labelled = 0 OR t.downstream_labelled = 0 THEN 'Change types are known of one side only: '
                 || printf('%,d of %,d commits upstream and %,d of %,d downstream.', t.upstream_labelled, t.upstream_commits, t.downstream_labelled, t.downstream_commits)
            WHEN 2 * t.upstream_labelled < t.upstream_commits OR 2 * t.downstream_labelled < t.downstream_commits
            THEN printf('Too few commits have a change type to compare the sides: %,d of %,d upstream and %,d of %,d downstream.',
                        t.upstream_labelled, t.upstream_commits, t.downstream_labelled, t.downstream_commits) END AS few
  FROM family_facts t LEFT JOIN similarity j USING (family_id) LEFT JOIN similarity_groups g USING (similarity_group) WHERE t.family_id = ?1;
