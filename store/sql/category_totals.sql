-- One row is a unit, a year and a kind of information (or channel, or total) with the sum of what the prose
-- counts of it, a row for each unit of measure. The county's own report is left out.
SELECT r.unit_code, r.unit_name, r.kind, r.year, n.item_kind, n.category, n.label, n.item_unit,
    sum(n.value) AS value, count(*) AS items,
    bool_or(n.qualifier = 'at_least') AS at_least, bool_or(n.qualifier = 'about') AS about
FROM counted_reports($years, $units, $kinds, $edition) r JOIN narrative n USING (report_id)
WHERE picked($item_kinds::VARCHAR[], n.item_kind)
GROUP BY r.unit_code, r.unit_name, r.kind, r.year, r.unit_position, n.item_kind, n.category, n.label, n.item_unit
ORDER BY r.unit_position, r.year, n.item_kind, value DESC, n.label
