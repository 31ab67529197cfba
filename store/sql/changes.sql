-- One row is an address with its sums in two years, over the units that give a number in both, and how many
-- those are; the largest difference first. The county's own report is left out.
WITH both_years AS (
    SELECT later.load_order AS report_no, earlier.load_order AS report_before
    FROM counted_reports([$year], $units, $kinds, []) later
    JOIN counted_reports([$before], $units, $kinds, []) earlier USING (unit_code)
)
SELECT a.table_key, a.row_key, a.column_key, a.unit,
    sum(earlier.value) AS before, sum(later.value) AS now, count(*) AS n_units
FROM both_years
JOIN number later USING (report_no)
JOIN number earlier ON earlier.report_no = report_before AND earlier.address_no = later.address_no
JOIN address a ON a.position = later.address_no
WHERE earlier.value IS NOT NULL AND later.value IS NOT NULL
GROUP BY a.table_key, a.row_key, a.column_key, a.unit, a.position
ORDER BY abs(sum(later.value) - sum(earlier.value)) DESC, a.position
