-- title:   Similarity of change types between the platforms
-- chart:   histogram
-- x:       low "Jaccard similarity of change types" %.1f
-- y:       percent "Families (%)" %.1f
-- label:   percent "" %.1f%%
-- density: similarity of scores
-- needs:   similarity "families with change types on both platforms"
-- columns: kind "Rank", family "Family", similarity "Similarity" %.3f of extremes "Families with the highest and the lowest similarity"
-- columns: low "From" %.1f, high "To" %.1f, families "Families" %.0f, percent "Families (%)" %.1f
-- test:    describe similarity unit=families of scores as sim
-- test:    tertiles similarity of scores as sim
-- numbers: sim.hist.{bin} = families, sim.score.{family} = similarity of scores
-- numbers: sim.count.{similarity_group} = families of groups, sim.min.{similarity_group} = least of groups
-- numbers: sim.max.{similarity_group} = most of groups
-- caption: Percent of the families compared (n = {sim.n}) in ten bins of equal width, closed on the left; the line is a Gaussian kernel density (Scott’s bandwidth)
--          between the lowest and the highest score. Median {sim.median|%.2f}, mean {sim.mean|%.2f}.
-- alt:     Histogram of {sim.n} similarity scores between 0 and 1, with a density line; median {sim.median|%.2f}, quartiles {sim.q1|%.2f} and {sim.q3|%.2f}.
WITH RECURSIVE bins (bin) AS (SELECT 0 UNION ALL SELECT bin + 1 FROM bins WHERE bin < 9),
     edges AS (SELECT bin, bin * (1.0 / 10) AS low, (bin + 1) * (1.0 / 10) AS high FROM bins)
SELECT e.bin, e.low, e.high, count(s.family_id) AS families,
       100.0 * count(s.family_id) / (SELECT count(*) FROM similarity) AS percent
  FROM edges e LEFT JOIN similarity s ON s.similarity >= e.low AND (s.similarity < e.high OR e.bin = 9)
 GROUP BY e.bin ORDER BY e.bin;

-- query: scores
SELECT f.family, s.similarity FROM similarity s JOIN families f USING (family_id) ORDER BY f.family;

-- query: groups
SELECT g.similarity_group, count(*) AS families, min(s.similarity) AS least, max(s.similarity) AS most
  FROM similarity s JOIN similarity_groups g USING (similarity_group) GROUP BY g.similarity_group;

-- query: extremes
SELECT kind, family, similarity FROM (
SELECT * FROM (SELECT 'highest' AS kind, f.family, s.similarity FROM similarity s JOIN families f USING (family_id)
                ORDER BY s.similarity DESC, f.family LIMIT (SELECT min(5, count(*) / 2) FROM similarity))
UNION ALL
SELECT * FROM (SELECT 'lowest' AS kind, f.family, s.similarity FROM similarity s JOIN families f USING (family_id)
                ORDER BY s.similarity, f.family LIMIT (SELECT min(5, count(*) / 2) FROM similarity)));
