-- One row is a unit, a year and an address with its printed value (NULL: there and unreadable, or blank).
-- The county's own report is left out; it is in county_own.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, r.edition,
    c.table_key, c.row_key, c.column_key, c.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN cell c USING (report_id)
JOIN address a USING (table_key, row_key, column_key)
WHERE picked($tables::VARCHAR[], c.table_key)
ORDER BY r.unit_position, r.year, a.position
