-- One row is a year and an address with the sum over the units, and over how many it runs. The county's own
-- report is never added. value is NULL where no unit gives a number: a missing report is not a 0.
-- n_with_value + n_blank <= n_reports <= n_expected.
WITH reports AS (SELECT report_id, year FROM counted_reports($years, $units, $kinds, $edition)),
reported AS (SELECT year, count(*) AS n FROM reports GROUP BY year),
due AS (SELECT year, count(*) AS n FROM counted_expected($years, $units, $kinds) GROUP BY year),
printed AS (
    SELECT r.year, c.table_key, c.row_key, c.column_key,
        sum(c.value) AS value, count(c.value) AS n_with_value, count(*) - count(c.value) AS n_blank
    FROM reports r JOIN cell c USING (report_id)
    WHERE picked($tables::VARCHAR[], c.table_key)
    GROUP BY ALL
)
SELECT due.year, a.table_key, a.row_key, a.column_key, a.position, a.editions, p.value,
    coalesce(p.n_with_value, 0) AS n_with_value, coalesce(p.n_blank, 0) AS n_blank,
    coalesce(reported.n, 0) AS n_reports, due.n AS n_expected
FROM due
CROSS JOIN address a
LEFT JOIN reported USING (year)
LEFT JOIN printed p
    ON p.year = due.year AND p.table_key = a.table_key AND p.row_key = a.row_key AND p.column_key = a.column_key
WHERE picked($tables::VARCHAR[], a.table_key)
ORDER BY due.year, a.position
