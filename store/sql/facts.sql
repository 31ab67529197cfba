-- One row is a printed cell among those asked for, of a current report of a unit, with its value (NULL: there and
-- blank or unreadable). Empty $row_keys or $column_keys let all through. The county's own report is left out.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.edition, r.report_id,
    c.table_key, c.row_key, c.column_key, c.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN cell c USING (report_id)
WHERE picked($tables::VARCHAR[], c.table_key)
  AND picked($row_keys::VARCHAR[], c.row_key)
  AND picked($column_keys::VARCHAR[], c.column_key)
ORDER BY r.unit_position, r.year
