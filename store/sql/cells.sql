-- One row is a cell of a current report of a unit of the roster, the county's own report included.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, r.edition,
    c.table_key, c.row_key, c.column_key, c.value, c.raw, c.page, c.place,
    c.printed_value, c.corrected
FROM selected_reports($years, $units, $kinds, $edition) r
JOIN cell c USING (report_id)
JOIN address a USING (table_key, row_key, column_key)
WHERE picked($tables::VARCHAR[], c.table_key)
ORDER BY r.unit_position, r.year, a.position
