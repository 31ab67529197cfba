-- One row is a cell of the county's own report: what its units' sum is held against, never a part of it.
SELECT r.unit_code, r.unit_name, r.year, r.report_id, r.edition,
    c.table_key, c.row_key, c.column_key, c.value, c.raw
FROM selected_reports($years, [], ['县政府'], $edition) r
JOIN cell c USING (report_id)
JOIN address a USING (table_key, row_key, column_key)
WHERE picked($tables::VARCHAR[], c.table_key)
ORDER BY r.year, a.position
