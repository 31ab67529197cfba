-- One row is a printed outcome of reviews or suits above 0 (the totals of a kind are left out), newest year first.
-- The county's own report is left out.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.edition, r.report_id,
    a.table_key, a.row_key, a.column_key, n.value
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN number n ON n.report_no = r.load_order
JOIN address a ON a.position = n.address_no
WHERE a.table_key = 'litigation' AND a.column_key <> 'total' AND n.value > 0
ORDER BY r.year DESC, r.unit_position, a.position
