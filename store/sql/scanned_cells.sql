-- One row is a cell of a current report that was read from a picture, those that nobody has looked at and the
-- least sure of them first.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, r.file_name, r.suffix, r.format,
    c.table_key, c.row_key, c.column_key, c.value, c.raw, c.page, c.x0, c.top, c.x1, c.bottom, c.place,
    c.confidence, c.printed_value, c.corrected, c.confirmed, c.stale
FROM selected_reports($years, $units, $kinds, []) r
JOIN cell c USING (report_id)
JOIN address a USING (table_key, row_key, column_key)
WHERE c.method = 'ocr'
ORDER BY c.corrected OR c.confirmed, c.confidence NULLS FIRST, r.unit_position, r.year, a.position
