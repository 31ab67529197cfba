-- One row is a year and an address with the sum over the units, and over how many it runs. The county's own
-- report is never added. value is NULL where no unit gives a number: a missing report is not a 0.
-- n_with_value + n_blank <= n_reports <= n_expected.
WITH reports AS (SELECT load_order AS report_no, year FROM counted_reports($years, $units, $kinds, $edition)),
reported AS (SELECT year, count(*) AS n FROM reports GROUP BY year),
due AS (SELECT year, count(*) AS n FROM counted_expected($years, $units, $kinds) GROUP BY year),
asked AS (SELECT *, position AS address_no FROM address WHERE picked($tables::VARCHAR[], table_key)),
printed AS (
    SELECT r.year, n.address_no,
        sum(n.value) AS value, count(n.value) AS n_with_value, count(*) - count(n.value) AS n_blank
    FROM number n JOIN reports r USING (report_no) JOIN asked a USING (address_no)
    GROUP BY ALL
)
SELECT due.year, a.table_key, a.row_key, a.column_key, a.position, a.editions, p.value,
    coalesce(p.n_with_value, 0) AS n_with_value, coalesce(p.n_blank, 0) AS n_blank,
    coalesce(reported.n, 0) AS n_reports, due.n AS n_expected
FROM due
CROSS JOIN asked a
LEFT JOIN reported USING (year)
LEFT JOIN printed p ON p.year = due.year AND p.address_no = a.address_no
ORDER BY due.year, a.position
