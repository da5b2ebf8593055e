-- title:   Days between the platforms beside the laws fitted to them
-- chart:   step log1p
-- x:       x "Days to the next commit on the other platform"
-- y:       y "Transitions within so many days (%)"
-- group:   name
-- curve:   fit days
-- fits:    days by=part label=name of parts
-- needs:   transitions "transitions between the platforms"
-- columns: name "Transitions of", n "n" %.0f, zero_pct "Less than a day (%)" %.1f, law_name "Lowest AIC", parameters "Its parameters", aic_ahead "AIC ahead by" %.1f, bic_law_name "Lowest BIC" of fits "Laws that fit the days between the platforms"
-- numbers: fit.{group}.n = n of fits, fit.{group}.zeros = zeros of fits, fit.{group}.zero_pct = zero_pct of fits
-- numbers: fit.{group}.aic = aic of fits, fit.{group}.bic = bic of fits, fit.{group}.aic_ahead = aic_ahead of fits
-- numbers: fit.{group}.{law}.aic = aic of laws, fit.{group}.{law}.bic = bic of laws
-- numbers: fit.{group}.{law}.{first} = first_value of laws, fit.{group}.{law}.{second} = second_value of laws
-- caption: Share of transitions that take at most so many whole days, as observed and as each law has it that has a fit: transitions of less than a day have
--          a probability of their own, the others follow the law (maximum likelihood). The band of the observed curve holds for all of it with 95%
--          (simultaneous; Dvoretzky, Kiefer and Wolfowitz); band and fits take waits as independent, which waits of one family are not. The scale is
--          log(1 + days).
-- alt:     Rising step curves over a logarithmic scale of days: {fit.all.n} observed transitions with their band, of which {fit.all.zero_pct|%.1f}% take less
--          than a day, and the curves of the fitted laws.
SELECT t.days FROM transitions t JOIN families f USING (family_id) ORDER BY f.family, t.seq;

-- query: parts
SELECT part, name, days FROM (
SELECT 0 AS grouping, 0 AS position, 'all' AS part, 'All families' AS name, days FROM transitions
UNION ALL
SELECT 1, l.position, 'lag.' || l.lag, l.name, t.days FROM transitions t JOIN family_sync s USING (family_id) JOIN lags l USING (lag)
UNION ALL
SELECT 2, p.position, 'pattern.' || p.pattern, p.name, t.days
  FROM transitions t JOIN family_sync s USING (family_id) JOIN patterns p USING (pattern)
UNION ALL
SELECT 3, g.position, 'age.' || g.age_group, g.name, t.days
  FROM transitions t JOIN ages a USING (family_id) JOIN age_groups g USING (age_group))
 ORDER BY grouping, position;
