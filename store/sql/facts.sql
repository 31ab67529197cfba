-- One row is a printed cell among those asked for, of a current report of a unit, with its value (NULL: there and
-- blank or unreadable). Empty $row_keys or $column_keys let all through. The county's own report is left out.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.edition, r.report_id,
    a.table_key, a.row_key, a.column_key, n.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN number n ON n.report_no = r.load_order
JOIN address a ON a.position = n.address_no
WHERE picked($tables::VARCHAR[], a.table_key)
  AND picked($row_keys::VARCHAR[], a.row_key)
  AND picked($column_keys::VARCHAR[], a.column_key)
ORDER BY r.unit_position, r.year, a.position
