-- title:   Notes on the data
WITH t AS (SELECT * FROM family_facts WHERE family_id = ?1),
notes AS (
    SELECT 1 AS place, 'The class and all that follows from it are given by the source, not computed from commits.' AS note FROM t
     WHERE origin = 'given' AND upstream_commits IS NULL
    UNION ALL
    SELECT 2, printf('%,d %s no readable date and %s counted as commits only, never in time.', dateless, iif(dateless = 1, 'commit has', 'commits have'), iif(dateless = 1, 'is', 'are'))
      FROM t WHERE dateless > 0
    UNION ALL
    SELECT 3, printf('%,d %s after the day of collection and %s not used.', late, iif(late = 1, 'commit lies', 'commits lie'), iif(late = 1, 'is', 'are')) FROM t WHERE late > 0
    UNION ALL
    SELECT 4, printf('%,d %s left out by the rules in use.', dropped, iif(dropped = 1, 'commit is', 'commits are')) FROM t WHERE dropped > 0
    UNION ALL
    SELECT 5, printf('%,d label %s a change type that the label set does not know.', unknown_label_rows, iif(unknown_label_rows = 1, 'row holds', 'rows hold')) FROM t WHERE unknown_label_rows > 0
    UNION ALL
    SELECT 6, 'It has commits on GitHub only. The rules then call it complete and rare: no variant lies outside of GitHub’s periods, and none is active more than rarely.' FROM t
     WHERE upstream_commits > 0 AND downstream_commits = 0 AND first_commit IS NOT NULL
    UNION ALL
    SELECT 7, 'It has commits on Hugging Face only; the rules then never find it synchronized.' FROM t WHERE upstream_commits = 0 AND downstream_commits > 0 AND first_commit IS NOT NULL
    UNION ALL
    SELECT 8, 'Of Hugging Face the days of commits are known, not the times: a commit counts at the midnight that begins its day, so waits may be up to a day off.' FROM t
     WHERE downstream_commits > 0 AND ?5 = 0
    UNION ALL
    SELECT 9, 'Two of its variants have the same short name and count as one in the classification: ' || group_concat(short_name, ', ') || '.'
      FROM (SELECT short_name FROM repositories WHERE family_id = ?1 AND platform <> 'GH' GROUP BY short_name HAVING count(*) > 1) HAVING count(*) > 0
    UNION ALL
    SELECT 10, 'Fewer than three commits: every class here rests on very little.' FROM t WHERE upstream_commits + downstream_commits BETWEEN 1 AND 2)
SELECT note FROM notes WHERE note IS NOT NULL ORDER BY place;
