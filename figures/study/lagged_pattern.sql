-- title:   Which platform starts
-- chart:   bar vertical
-- x:       name "Lag"
-- y:       percent "Families (%)" %.1f
-- label:   percent "" %.1f%%
-- order:   descending
-- alt:     Vertical bars. {name[0]} holds for {percent[0]|%.1f} % of the families, {name[1]} for {percent[1]|%.1f} %, {name[2]} for {percent[2]|%.1f} %.
SELECT l.lag, CASE l.lag WHEN 'upstream_first' THEN 'Upstream First' WHEN 'downstream_first' THEN 'Downstream First'
                         ELSE 'Simultaneous Usage' END AS name,
       count(s.family_id) AS families,
       100.0 * count(s.family_id) / (SELECT count(*) FROM family_sync WHERE lag IS NOT NULL) AS percent
  FROM lags l LEFT JOIN family_sync s USING (lag)
 WHERE EXISTS (SELECT 1 FROM family_sync WHERE lag IS NOT NULL)
 GROUP BY l.lag ORDER BY families DESC, l.position;
