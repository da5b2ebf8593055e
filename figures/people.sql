-- title:   People
-- numbers: people.contributors = contributors, people.persons = persons, people.merged = merged, people.bots = bots
-- numbers: people.bot_commits = commits of programs
SELECT nullif(count(*), 0) AS contributors,
       nullif(count(*) FILTER (WHERE NOT is_merged) + count(DISTINCT iif(is_merged, person, NULL)), 0) AS persons,
       iif(EXISTS (SELECT 1 FROM identities), sum(is_merged), NULL) AS merged,
       sum(is_bot) AS bots
  FROM people;

-- query: programs
SELECT iif(EXISTS (SELECT 1 FROM people), count(*), NULL) AS commits
  FROM commits c JOIN repositories r ON r.repository_id = c.place >> 32 JOIN families f USING (family_id)
 WHERE NOT f.excluded AND c.contributor_id IN (SELECT contributor_id FROM people WHERE is_bot);
