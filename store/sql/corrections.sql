-- One row is a cell of a current report of a unit that somebody has corrected or confirmed, with who, when and why.
-- What was decided on other words than those read now is stale, and changes nothing.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, d.table_key, d.row_key, d.column_key,
    d.id, d.action, d.title, d.who, d.made_at, d.reason, d.printed, d.printed_value, d.value AS decided_value,
    coalesce(c.stale, FALSE) AS stale
FROM selected_reports($years, $units, $kinds, $edition) r
JOIN holding h USING (report_id)
JOIN decision d ON d.id = h.id
JOIN address a ON a.table_key = d.table_key AND a.row_key = d.row_key AND a.column_key = d.column_key
LEFT JOIN cell c ON c.report_id = r.report_id AND c.table_key = d.table_key AND c.row_key = d.row_key
    AND c.column_key = d.column_key
WHERE d.action IN ('correct', 'confirm')
ORDER BY r.unit_position, r.year, a.position
