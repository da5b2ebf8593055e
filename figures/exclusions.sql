-- title:   Excluded families
-- columns: family "Family", reason "Reason"
SELECT family, coalesce(exclusion_reason, 'none given') AS reason FROM families WHERE excluded ORDER BY family;
