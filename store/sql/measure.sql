-- One row is a unit and a year with the sum of the cells asked for ($addresses: table.row.column), NULL where
-- they are there and hold no number; a report without any of them has no row. The county's own is left out.
SELECT r.unit_code, r.year, sum(c.value) AS value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN cell c USING (report_id)
WHERE picked($tables::VARCHAR[], c.table_key)
  AND picked($row_keys::VARCHAR[], c.row_key)
  AND picked($column_keys::VARCHAR[], c.column_key)
  AND picked($addresses::VARCHAR[], concat_ws('.', c.table_key, c.row_key, c.column_key))
GROUP BY r.unit_code, r.year
ORDER BY r.unit_code, r.year
