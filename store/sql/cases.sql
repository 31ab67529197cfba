-- One row is a printed outcome of reviews or suits above 0 (the totals of a kind are left out), newest year first.
-- The county's own report is left out.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.edition, r.report_id,
    c.table_key, c.row_key, c.column_key, c.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN cell c USING (report_id)
JOIN address a USING (table_key, row_key, column_key)
WHERE c.table_key = 'litigation' AND c.column_key <> 'total' AND c.value > 0
ORDER BY r.year DESC, r.unit_position, a.position
