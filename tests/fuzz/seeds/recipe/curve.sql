-- title:   How long it takes
-- chart:   step log1p
-- x:       x "Days"
-- y:       y "Waits (%)"
-- group:   name
-- curve:   kaplan-meier days ended by=lag label=name of waits
-- fits:    days by=lag of waits
-- columns: name, parameters of fits "Laws"
-- numbers: a.{group}.{law}.{first} = first_value of laws
SELECT 1;

-- query: waits
SELECT 1 AS days, 1 AS ended, 'a' AS lag, 'A' AS name;
