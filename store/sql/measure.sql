-- One row is a unit and a year with the sum of the cells asked for ($addresses: table.row.column), NULL where
-- they are there and hold no number; a report without any of them has no row. The county's own is left out.
WITH asked AS (
    SELECT position AS address_no FROM address
    WHERE picked($tables::VARCHAR[], table_key)
      AND picked($row_keys::VARCHAR[], row_key)
      AND picked($column_keys::VARCHAR[], column_key)
      AND picked($addresses::VARCHAR[], concat_ws('.', table_key, row_key, column_key))
),
summed AS (
    SELECT report_no, sum(value) AS value FROM number JOIN asked USING (address_no) GROUP BY report_no
)
SELECT r.unit_code, r.year, s.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN summed s ON s.report_no = r.load_order
ORDER BY r.unit_code, r.year
