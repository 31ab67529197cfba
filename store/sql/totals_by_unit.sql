-- One row is a unit, a year and an address with its printed value (NULL: there and unreadable, or blank).
-- The county's own report is left out; it is in county_own.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, r.edition,
    a.table_key, a.row_key, a.column_key, n.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN number n ON n.report_no = r.load_order
JOIN address a ON a.position = n.address_no
WHERE picked($tables::VARCHAR[], a.table_key)
ORDER BY r.unit_position, r.year, a.position
