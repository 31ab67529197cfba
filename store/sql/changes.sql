-- One row is an address with its sums in two years, over the units that give a number in both, and how many
-- those are; the largest difference first. The county's own report is left out.
WITH earlier AS (
    SELECT r.unit_code, c.table_key, c.row_key, c.column_key, c.value
    FROM counted_reports([$before], $units, $kinds, []) r JOIN cell c USING (report_id)
    WHERE c.value IS NOT NULL
),
later AS (
    SELECT r.unit_code, c.table_key, c.row_key, c.column_key, c.value
    FROM counted_reports([$year], $units, $kinds, []) r JOIN cell c USING (report_id)
    WHERE c.value IS NOT NULL
)
SELECT a.table_key, a.row_key, a.column_key, a.unit,
    sum(earlier.value) AS before, sum(later.value) AS now, count(*) AS n_units
FROM later
JOIN earlier USING (unit_code, table_key, row_key, column_key)
JOIN address a USING (table_key, row_key, column_key)
GROUP BY a.table_key, a.row_key, a.column_key, a.unit, a.position
ORDER BY abs(sum(later.value) - sum(earlier.value)) DESC, a.position
