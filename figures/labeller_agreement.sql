-- title:   Agreement of labellers about the same commits
-- columns: first "Labeller", second "Other labeller", commits "Commits" %.0f, labels.agree_pct.{pair} "Same label (%)" %.1f,
--          labels.agree_pct.{pair}.low "from" %.1f, labels.agree_pct.{pair}.high "to" %.1f,
--          labels.kappa.{pair} "Cohen’s κ" %.2f, labels.kappa.{pair}.low "from" %.2f, labels.kappa.{pair}.high "to" %.2f
-- columns: first "Labeller", first_label "Label", second "Other labeller", second_label "Label", commits "Commits" %.0f of confusion "Labels of the same commits, most frequent first"
-- test:    kappa first_label second_label each=pair count=commits unit=commits of judgements as labels.kappa.{pair}
-- numbers: labels.both.{pair} = commits, labels.agree.{pair} = agreeing, labels.agree_pct.{pair} = agreeing / commits
-- numbers: labels.shared = commits of shared
WITH shared AS MATERIALIZED (
         SELECT commit_id FROM labels WHERE (SELECT count(*) FROM labellers) > 1
          GROUP BY commit_id HAVING min(labeller_id) <> max(labeller_id)),
     single AS MATERIALIZED (
         SELECT commit_id, labeller_id, min(label_id) AS label_id
           FROM shared JOIN commits USING (commit_id) JOIN repositories USING (repository_id)
           JOIN families USING (family_id) JOIN labels USING (commit_id)
          WHERE NOT excluded GROUP BY commit_id, labeller_id HAVING count(*) = 1),
     names AS (SELECT labeller_id, labeller,
                      iif(instr(labeller, '__') OR labeller GLOB '_*' OR labeller GLOB '*_' OR labeller GLOB '*.*',
                          replace(replace(replace(replace(labeller, '%', '%25'), '{', '%7B'), '.', '%2E'), '_', '%5F'),
                          replace(replace(labeller, '%', '%25'), '{', '%7B')) AS id FROM labellers)
SELECT x.id || '__' || y.id AS pair, x.labeller AS first, y.labeller AS second, count(*) AS commits,
       sum(a.label_id = b.label_id) AS agreeing
  FROM single a JOIN single b USING (commit_id) JOIN names x ON x.labeller_id = a.labeller_id
  JOIN names y ON y.labeller_id = b.labeller_id AND y.labeller > x.labeller
 GROUP BY x.labeller, y.labeller ORDER BY x.labeller, y.labeller;

-- query: judgements
WITH shared AS MATERIALIZED (
         SELECT commit_id FROM labels WHERE (SELECT count(*) FROM labellers) > 1
          GROUP BY commit_id HAVING min(labeller_id) <> max(labeller_id)),
     single AS MATERIALIZED (
         SELECT commit_id, labeller_id, min(label_id) AS label_id
           FROM shared JOIN commits USING (commit_id) JOIN repositories USING (repository_id)
           JOIN families USING (family_id) JOIN labels USING (commit_id)
          WHERE NOT excluded GROUP BY commit_id, labeller_id HAVING count(*) = 1),
     names AS (SELECT labeller_id, labeller,
                      iif(instr(labeller, '__') OR labeller GLOB '_*' OR labeller GLOB '*_' OR labeller GLOB '*.*',
                          replace(replace(replace(replace(labeller, '%', '%25'), '{', '%7B'), '.', '%2E'), '_', '%5F'),
                          replace(replace(labeller, '%', '%25'), '{', '%7B')) AS id FROM labellers)
SELECT x.id || '__' || y.id AS pair, s.label AS first_label, t.label AS second_label, count(*) AS commits
  FROM single a JOIN single b USING (commit_id) JOIN names x ON x.labeller_id = a.labeller_id
  JOIN names y ON y.labeller_id = b.labeller_id AND y.labeller > x.labeller
  JOIN label_set s ON s.label_id = a.label_id JOIN label_set t ON t.label_id = b.label_id
 GROUP BY x.labeller, y.labeller, s.label, t.label ORDER BY x.labeller, y.labeller, s.label, t.label;

-- query: confusion
WITH shared AS MATERIALIZED (
         SELECT commit_id FROM labels WHERE (SELECT count(*) FROM labellers) > 1
          GROUP BY commit_id HAVING min(labeller_id) <> max(labeller_id)),
     single AS MATERIALIZED (
         SELECT commit_id, labeller_id, min(label_id) AS label_id
           FROM shared JOIN commits USING (commit_id) JOIN repositories USING (repository_id)
           JOIN families USING (family_id) JOIN labels USING (commit_id)
          WHERE NOT excluded GROUP BY commit_id, labeller_id HAVING count(*) = 1),
     cells AS (SELECT x.labeller AS first, s.name AS first_label, y.labeller AS second, t.name AS second_label,
                      count(*) AS commits,
                      row_number() OVER (PARTITION BY x.labeller, y.labeller ORDER BY count(*) DESC, s.label, t.label) AS place
                 FROM single a JOIN single b USING (commit_id) JOIN labellers x ON x.labeller_id = a.labeller_id
                 JOIN labellers y ON y.labeller_id = b.labeller_id AND y.labeller > x.labeller
                 JOIN label_set s ON s.label_id = a.label_id JOIN label_set t ON t.label_id = b.label_id
                GROUP BY x.labeller, y.labeller, s.label, t.label)
SELECT first, first_label, second, second_label, commits FROM cells WHERE place <= 30 ORDER BY first, second, place;

-- query: shared
SELECT nullif(count(*), 0) AS commits FROM (
    SELECT commit_id FROM labels WHERE (SELECT count(*) FROM labellers) > 1
     GROUP BY commit_id HAVING min(labeller_id) <> max(labeller_id))
  JOIN commits USING (commit_id) JOIN repositories USING (repository_id) JOIN families USING (family_id)
 WHERE NOT excluded;
