-- title:   Change types on both platforms
-- chart:   bar mirrored
-- x:       percent "Labelled commit rows of the platform (%)" %.1f
-- y:       name "Change type"
-- group:   platform_name "Platform"
-- fill:    platform
-- label:   percent "" %.1f%%
-- needs:   label_counts "commits with change types"
-- columns: name "Change type", upstream "Upstream rows" %.0f, upstream_percent "%" %.1f, rq1.pct.gh.{label_id}.low "from" %.1f,
--          rq1.pct.gh.{label_id}.high "to" %.1f, downstream "Downstream rows" %.0f, downstream_percent "%" %.1f,
--          rq1.pct.hf.{label_id}.low "from" %.1f, rq1.pct.hf.{label_id}.high "to" %.1f of wide "Change types, most frequent upstream first"
-- columns: name "Change type", platform_name "Platform", rows "Rows" %.0f, percent "Rows (%)" %.1f
-- test:    chi-square platform label count=rows unit=rows question=rq1 as rq1_overall
-- numbers: rq1.pct.{side}.{label_id} = published / published_total | rows / total, rq1.total.{side} = published | rows of totals
-- caption: Percent of the labelled commit rows of each platform; a commit with several change types counts once for each.
-- alt:     Mirrored bars, downstream to the left, upstream to the right. Upstream, no type is more common than {name[0]} with {percent[1]|%.1f} % (downstream {percent[0]|%.1f} %).
WITH used AS (SELECT platform, label, rows AS published, coalesce(included_rows, rows) AS rows FROM label_counts WHERE age_group = 'all'),
     sums AS (SELECT platform, sum(published) AS published, sum(rows) AS rows FROM used GROUP BY platform)
SELECT l.label, replace(l.label, ' ', '_') AS label_id, l.name, c.platform, lower(c.platform) AS side,
       CASE c.platform WHEN 'HF' THEN 'Downstream (Hugging Face)' ELSE 'Upstream (GitHub)' END AS platform_name,
       c.rows, s.rows AS total, 100.0 * c.rows / s.rows AS percent, c.published, s.published AS published_total
  FROM used c JOIN sums s USING (platform) JOIN label_set l USING (label)
  LEFT JOIN used u ON u.platform = 'GH' AND u.label = c.label
 ORDER BY u.rows DESC, l.label, c.platform DESC;

-- query: totals
SELECT lower(platform) AS side, sum(rows) AS published, sum(coalesce(included_rows, rows)) AS rows
  FROM label_counts WHERE age_group = 'all' GROUP BY platform;

-- query: wide
WITH used AS (SELECT platform, label, coalesce(included_rows, rows) AS rows FROM label_counts WHERE age_group = 'all'),
     sums AS (SELECT platform, sum(rows) AS rows FROM used GROUP BY platform)
SELECT l.name, replace(l.label, ' ', '_') AS label_id, sum(c.rows) FILTER (WHERE c.platform = 'GH') AS upstream,
       sum(100.0 * c.rows / s.rows) FILTER (WHERE c.platform = 'GH') AS upstream_percent,
       sum(c.rows) FILTER (WHERE c.platform = 'HF') AS downstream,
       sum(100.0 * c.rows / s.rows) FILTER (WHERE c.platform = 'HF') AS downstream_percent
  FROM used c JOIN sums s USING (platform) JOIN label_set l USING (label)
 GROUP BY l.label ORDER BY upstream DESC, l.name;

-- query: upstream
SELECT l.name, coalesce(c.included_rows, c.rows) AS rows FROM label_counts c JOIN label_set l USING (label)
 WHERE c.age_group = 'all' AND c.platform = 'GH' ORDER BY rows DESC, l.name;

-- query: downstream
SELECT l.name, coalesce(c.included_rows, c.rows) AS rows FROM label_counts c JOIN label_set l USING (label)
 WHERE c.age_group = 'all' AND c.platform = 'HF' ORDER BY rows DESC, l.name;
