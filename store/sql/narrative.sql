-- One row is a number that the prose of a current report counts (item_kind total, category or channel).
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.edition, n.*
FROM selected_reports($years, $units, $kinds, $edition) r JOIN narrative n USING (report_id)
WHERE picked($item_kinds::VARCHAR[], n.item_kind)
ORDER BY r.unit_position, r.year, n.position
