-- One row is a printed cell of today's unit in a year, added up over the units that it took over: parts is how many of
-- their reports give a number, blanks how many have the cell without one. A unit that was split stays by itself.
SELECT t.today_code AS unit_code, u.name AS unit_name, u.kind, r.year, any_value(r.edition) AS edition,
    CASE WHEN count(*) = 1 THEN any_value(r.report_id) END AS report_id,
    a.table_key, a.row_key, a.column_key,
    sum(n.value) AS value, count(n.value) AS parts, count(*) - count(n.value) AS blanks
FROM counted_reports($years, [], [], $edition) r
JOIN unit_today t USING (unit_code)
JOIN unit u ON u.unit_code = t.today_code
JOIN number n ON n.report_no = r.load_order
JOIN address a ON a.position = n.address_no
WHERE picked($tables::VARCHAR[], a.table_key)
  AND picked($row_keys::VARCHAR[], a.row_key)
  AND picked($column_keys::VARCHAR[], a.column_key)
  AND picked($units::VARCHAR[], t.today_code) AND picked($kinds::VARCHAR[], u.kind)
GROUP BY t.today_code, u.name, u.kind, u.position, r.year, a.table_key, a.row_key, a.column_key
ORDER BY u.position, r.year
