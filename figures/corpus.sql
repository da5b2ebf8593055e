-- title:   The corpus
-- numbers: corpus.families = families, corpus.variants = variants, corpus.families_all = families_all
-- numbers: corpus.variants_all = variants_all, corpus.excluded_families = excluded
-- numbers: corpus.manual = manual, corpus.automatic = automatic
-- numbers: corpus.upstream_commits = upstream_commits, corpus.downstream_commits = downstream_commits
-- numbers: corpus.dateless = dateless, corpus.classified = classified, corpus.given = given
-- numbers: corpus.labelled_commits = labelled of labels, corpus.unknown_label_rows = unknown of labels
-- numbers: corpus.system_commits = commits of system, corpus.system_pct = commits / all_commits of system
-- numbers: corpus.classification_checked = checked of agreement, corpus.classification_agreeing = agreeing of agreement
SELECT count(*) FILTER (WHERE NOT excluded) AS families,
       (SELECT sum(variants) FROM family_facts) AS variants,
       count(*) AS families_all,
       (SELECT count(*) FROM repositories WHERE platform = 'HF') AS variants_all,
       count(*) FILTER (WHERE excluded) AS excluded,
       (SELECT nullif(count(*), 0) FROM given_classes JOIN families USING (family_id)
         WHERE rater = 'published' AND generated = 'manual' AND NOT excluded) AS manual,
       (SELECT nullif(count(*), 0) FROM given_classes JOIN families USING (family_id)
         WHERE rater = 'published' AND generated = 'automatic' AND NOT excluded) AS automatic,
       (SELECT sum(upstream_commits) FROM family_facts) AS upstream_commits,
       (SELECT sum(downstream_commits) FROM family_facts) AS downstream_commits,
       (SELECT sum(dateless) FROM family_facts HAVING sum(upstream_commits) IS NOT NULL) AS dateless,
       (SELECT count(*) FROM family_sync WHERE pattern IS NOT NULL) AS classified,
       (SELECT nullif(count(*), 0) FROM family_sync WHERE origin = 'given') AS given
  FROM families;

-- query: labels
SELECT sum(labelled) AS labelled, sum(unknown_label_rows) AS unknown FROM family_facts HAVING sum(upstream_commits) IS NOT NULL;

-- query: system
SELECT count(*) FILTER (WHERE c.contributor_id = s.contributor_id) AS commits, count(*) AS all_commits
  FROM family_facts
  JOIN repositories r USING (family_id)
  JOIN commits c ON c.place BETWEEN r.repository_id << 32 AND (r.repository_id << 32) + 4294967295 -- by the index
  LEFT JOIN (SELECT contributor_id FROM contributors WHERE platform = 'HF' AND handle = 'system') s
 WHERE r.platform = 'HF'
HAVING count(*) > 0;

-- query: agreement
SELECT nullif(count(*), 0) AS checked,
       CASE WHEN count(*) > 0 THEN sum(c.pattern IS s.pattern) END AS agreeing
  FROM classification_check c JOIN family_sync s USING (family_id);
