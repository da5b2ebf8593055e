-- title:   What the study published beside what this corpus gives
-- columns: words "Quantity", published "Published", {id} "This corpus"
WITH printed (id, words, published) AS (VALUES
    ('corpus.families', 'Families', 325), ('corpus.variants', 'Variants', 904),
    ('corpus.manual', 'Families classified by hand', 177), ('corpus.automatic', 'Families classified by rule', 148),
    ('rq1.pct.gh.model_structure', 'Upstream rows: model structure (%)', 29.7),
    ('rq1.pct.gh.external_documentation', 'Upstream rows: external documentation (%)', 21.0),
    ('rq1.pct.hf.model_structure', 'Downstream rows: model structure (%)', 14.4),
    ('rq1.pct.hf.external_documentation', 'Downstream rows: external documentation (%)', 38.8),
    ('contrib.single', 'Families with at most one common contributor', 256),
    ('contrib.chi2', 'Similarity and common contributors: χ²', 6.379), ('contrib.p', 'Similarity and common contributors: p', 0.04119),
    ('contrib.V', 'Similarity and common contributors: Cramér’s V', 0.14),
    ('pattern.family_pct.frequent', 'Families: Frequent (%)', 2.5), ('pattern.family_pct.intermittent', 'Families: Intermittent (%)', 7.4),
    ('pattern.family_pct.rare', 'Families: Rare (%)', 14.2), ('pattern.family_pct.dense_partial', 'Families: Dense partial (%)', 1.5),
    ('pattern.family_pct.disperse', 'Families: Disperse (%)', 39.4), ('pattern.family_pct.sparse', 'Families: Sparse (%)', 15.4),
    ('pattern.family_pct.sporadic_disjoint', 'Families: Sporadic disjoint (%)', 10.5),
    ('pattern.family_pct.rare_disjoint', 'Families: Rare disjoint (%)', 9.2),
    ('gof.chi2', 'Equal shares of the patterns: χ² (published: of variants)', 1321.6637),
    ('kappa.n', 'Families classified by hand and by rule', 172), ('kappa.sync', 'Cohen’s κ: synchronization type', 0.981),
    ('kappa.lag', 'Cohen’s κ: lag', 1.0), ('kappa.intensity', 'Cohen’s κ: intensity', 0.956), ('kappa.code', 'Cohen’s κ: code', 0.956),
    ('kappa.pattern', 'Cohen’s κ: pattern', 0.0),
    ('lag.family_pct.upstream_first', 'Families: Upstream first (%)', 56.0), ('lag.family_pct.downstream_first', 'Families: Downstream first (%)', 20.9),
    ('lag.family_pct.simultaneous', 'Families: Simultaneous (%)', 23.1),
    ('release.single', 'Families with one variant', 179), ('release.multiple', 'Families with several variants', 146),
    ('pattern_age.pct.matured.disperse', 'Matured families: Disperse (%)', 60.0),
    ('evo.pct.matured.transitioned', 'Matured families: pattern changed (%)', 62.7),
    ('lagdays.n', 'Transitions', 3863), ('lagdays.mean', 'Days between the platforms: mean', 14.86),
    ('lagdays.median', 'Days between the platforms: median', 0), ('lagdays.max', 'Days between the platforms: longest', 1141))
SELECT id, words, published FROM printed WHERE EXISTS (SELECT 1 FROM family_sync WHERE origin = 'given');
