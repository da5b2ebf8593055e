-- title:   Families whose given pattern is not the one of their code
-- columns: family "Family", code "Code", name "Given pattern", code_name "Pattern of the code"
SELECT f.family, s.code, p.name, q.name AS code_name
  FROM family_sync s JOIN families f USING (family_id) JOIN patterns p ON p.pattern = s.pattern
  JOIN patterns q ON q.pattern = s.code_pattern
 WHERE s.pattern <> s.code_pattern ORDER BY f.family;
