-- title:   Similarity of change types between the platforms
-- chart:   histogram
-- x:       low "Activity Type Similarity Scores" %.1f
-- y:       percent "Percentage of Families" %.1f
-- label:   percent "" %.1f%%
-- density: similarity of scores
-- needs:   similarity "families with change types on both platforms"
-- alt:     Histogram of ten equal bins from 0 to 1 with a line of density; percent of the families over each bar.
WITH RECURSIVE bins (bin) AS (SELECT 0 UNION ALL SELECT bin + 1 FROM bins WHERE bin < 9),
     edges AS (SELECT bin, bin * (1.0 / 10) AS low, (bin + 1) * (1.0 / 10) AS high FROM bins)
SELECT e.bin, e.low, e.high, count(s.family_id) AS families,
       100.0 * count(s.family_id) / (SELECT count(*) FROM similarity) AS percent
  FROM edges e LEFT JOIN similarity s ON s.similarity >= e.low AND (s.similarity < e.high OR e.bin = 9)
 GROUP BY e.bin ORDER BY e.bin;

-- query: scores
SELECT f.family, s.similarity FROM similarity s JOIN families f USING (family_id) ORDER BY f.family;
