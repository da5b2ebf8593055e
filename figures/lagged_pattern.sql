-- title:   Which platform starts
-- chart:   bar horizontal
-- x:       percent "Families (%)" %.1f
-- y:       name "Lag"
-- fill:    lag
-- label:   percent "" %.1f%%
-- order:   descending
-- columns: name "Lag", families "Families" %.0f, percent "Families (%)" %.1f, lag.family_pct.{lag}.low "from" %.1f, lag.family_pct.{lag}.high "to" %.1f
-- numbers: lag.family_count.{lag} = families, lag.family_pct.{lag} = families / classified
-- caption: Platform that is active in the first period of a family; percent of all classified families (n = {corpus.classified}).
-- alt:     Horizontal bars. {name[0]} holds for {percent[0]|%.1f} % of the families (n = {corpus.classified}), {name[1]} for {percent[1]|%.1f} %, {name[2]} for {percent[2]|%.1f} %.
SELECT l.lag, l.name, count(s.family_id) AS families,
       (SELECT count(*) FROM family_sync WHERE lag IS NOT NULL) AS classified,
       100.0 * count(s.family_id) / (SELECT count(*) FROM family_sync WHERE lag IS NOT NULL) AS percent
  FROM lags l LEFT JOIN family_sync s USING (lag)
 WHERE EXISTS (SELECT 1 FROM family_sync WHERE lag IS NOT NULL)
 GROUP BY l.lag ORDER BY families DESC, l.position;
