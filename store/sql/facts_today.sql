-- One row is a printed cell of today's unit in a year, added up over the units that it took over: parts is how many of
-- their reports give a number, blanks how many have the cell without one. A unit that was split stays by itself.
SELECT t.today_code AS unit_code, u.name AS unit_name, u.kind, r.year, any_value(r.edition) AS edition,
    CASE WHEN count(*) = 1 THEN any_value(r.report_id) END AS report_id,
    c.table_key, c.row_key, c.column_key,
    sum(c.value) AS value, count(c.value) AS parts, count(*) - count(c.value) AS blanks
FROM counted_reports($years, [], [], $edition) r
JOIN unit_today t USING (unit_code)
JOIN unit u ON u.unit_code = t.today_code
JOIN cell c USING (report_id)
WHERE picked($tables::VARCHAR[], c.table_key)
  AND picked($row_keys::VARCHAR[], c.row_key)
  AND picked($column_keys::VARCHAR[], c.column_key)
  AND picked($units::VARCHAR[], t.today_code) AND picked($kinds::VARCHAR[], u.kind)
GROUP BY t.today_code, u.name, u.kind, u.position, r.year, c.table_key, c.row_key, c.column_key
ORDER BY u.position, r.year
