-- title:   Change types by synchronization pattern on Hugging Face
-- chart:   heat map log2
-- x:       label_name "Change type"
-- y:       name "Synchronization pattern"
-- fill:    messages
-- label:   share "" %.2f
-- needs:   pattern_label_counts "published counts of distinct messages by pattern and change type on Hugging Face"
-- columns: name "Pattern", label_name "Change type", messages "Distinct messages" %.0f, share "Share of the pattern’s" %.2f
-- test:    chi-square pattern label count=messages unit=messages question=rq2 as change_types_of_patterns.hf
-- caption: Shades show distinct messages by log(1 + messages), numbers the share of a change type among the messages of the pattern. A
--          message with several change types counts for each; messages of one family are not independent of each other. The study’s own figure
--          for Hugging Face shades label rows and prints medians over variants, which take commits that it did not publish; this one is made as that for GitHub.
-- alt:     Heat map of patterns by change types on Hugging Face. No share is larger than that of {top_label[0]} in {top_name[0]}, {top_share[0]|%.2f} of {top_total[0]|%.0f} messages.
WITH counts AS (SELECT pattern, label, messages FROM pattern_label_counts WHERE platform = 'HF'),
cells AS (
    SELECT p.pattern, p.name, p.position, l.label, coalesce(t.name, l.label) AS label_name,
           coalesce(c.messages, 0) AS messages, sum(c.messages) OVER (PARTITION BY p.pattern) AS total,
           1.0 * coalesce(c.messages, 0) / sum(c.messages) OVER (PARTITION BY p.pattern) AS share
      FROM patterns p JOIN (SELECT DISTINCT pattern FROM counts) USING (pattern)
      CROSS JOIN (SELECT DISTINCT label FROM counts) l LEFT JOIN label_set t USING (label)
      LEFT JOIN counts c USING (pattern, label)),
top AS (SELECT label_name AS top_label, name AS top_name, share AS top_share, total AS top_total
          FROM cells ORDER BY share DESC, position, label LIMIT 1)
SELECT pattern, name, label, label_name, messages, share, top.* FROM cells CROSS JOIN top ORDER BY position, label;
