-- title:   Commits with change types
-- numbers: labels.n.{side} = labelled, labels.commits.{side} = commits, labels.coverage.{side} = labelled / commits
-- numbers: labels.needed = needed of silence, labels.families_not_compared = families of silence
SELECT 'gh' AS side, sum(upstream_labelled) AS labelled, sum(upstream_commits) AS commits
  FROM family_facts HAVING sum(upstream_commits) IS NOT NULL
UNION ALL
SELECT 'hf', sum(downstream_labelled), sum(downstream_commits)
  FROM family_facts HAVING sum(downstream_commits) IS NOT NULL;

-- query: silence
WITH sides AS (SELECT sum(2 * upstream_labelled) < sum(upstream_commits) OR
                      sum(2 * downstream_labelled) < sum(downstream_commits) AS is_thin FROM family_facts)
SELECT iif(is_thin AND NOT EXISTS (SELECT 1 FROM label_counts), 50, NULL) AS needed,
       (SELECT nullif(count(*), 0) FROM family_facts
         WHERE upstream_labelled > 0 AND downstream_labelled > 0
           AND (2 * upstream_labelled < upstream_commits OR 2 * downstream_labelled < downstream_commits)
           AND family_id NOT IN (SELECT family_id FROM similarity)) AS families
  FROM sides;
