-- title:   Distinct messages by pattern and change type
-- needs:   pattern_label_counts "distinct messages per pattern and change type"
-- columns: platform "Platform", name "Pattern", label "Change type", messages "Distinct messages" %.0f
-- test:    chi-square platform pattern count=messages each=label_id unit=messages as ct.{stat}.{label_id}
-- test:    chi-square platform label count=messages each=pattern unit=messages of by_pattern as pc.{stat}.{pattern}
SELECT c.platform, c.pattern, p.name, c.label, replace(c.label, ' ', '_') AS label_id, c.messages
  FROM pattern_label_counts c JOIN patterns p USING (pattern) ORDER BY c.label, c.platform, c.pattern;

-- query: by_pattern
SELECT platform, pattern, label, messages FROM pattern_label_counts ORDER BY pattern, platform, label;
