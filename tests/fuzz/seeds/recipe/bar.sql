-- title:   Which platform starts
-- chart:   bar horizontal
-- x:       percent "Families (%)" %.1f
-- y:       name "Lag"
-- order:   descending
-- numbers: a.{lag} = families, b = percent | name of totals
-- test:    chi-square-gof lag count=families as gof
-- alt:     {name[0]} is {percent[0]|%.1f}
--     and more
SELECT 1 AS lag, 2 AS percent;

-- query: totals
SELECT 1;
