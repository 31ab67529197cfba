-- One row is an address with its sums in two years, over the units that give a number in both, and how many
-- those are; the largest difference first. The county's own report is left out.
WITH both_years AS (
    SELECT later.load_order AS report_no, earlier.load_order AS before_no
    FROM counted_reports([$year], $units, $kinds, []) later
    JOIN counted_reports([$before], $units, $kinds, []) earlier USING (unit_code)
),
summed AS (
    SELECT later.address_no, sum(earlier.value) AS before, sum(later.value) AS now, count(*) AS n_units
    FROM both_years
    JOIN number later USING (report_no)
    JOIN number earlier ON earlier.report_no = before_no AND earlier.address_no = later.address_no
    WHERE earlier.value IS NOT NULL AND later.value IS NOT NULL
    GROUP BY later.address_no
)
SELECT a.table_key, a.row_key, a.column_key, a.unit, s.before, s.now, s.n_units
FROM summed s JOIN address a ON a.position = s.address_no
ORDER BY abs(s.now - s.before) DESC, a.position
