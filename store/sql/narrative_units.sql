-- One row is a current report (the county's own left out) with how much its prose counts.
-- items 0 is 未列数: the prose counts nothing, which is not a count of 0.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id,
    count(n.position) AS items,
    count(*) FILTER (n.item_kind = 'category') AS categories,
    count(*) FILTER (n.item_kind = 'channel') AS channels,
    max(n.value) FILTER (n.item_kind = 'total') AS stated_total,
    any_value(n.qualifier) FILTER (n.item_kind = 'total') AS stated_total_qualifier
FROM counted_reports($years, $units, $kinds, $edition) r LEFT JOIN narrative n USING (report_id)
GROUP BY ALL
ORDER BY any_value(r.unit_position), r.year
