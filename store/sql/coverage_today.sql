-- One row is a unit of today and a year with its state: 有报告 where it and all that it took over reported, 缺报 where
-- one did not, 未设. n_reports of n_due units that it is made of reported; members names those that it took over.
WITH made_of AS (
    SELECT t.today_code AS unit_code, y.year, count(*) AS n_due, count(y.report_id) AS n_reports,
        any_value(y.report_id) AS report_id, string_agg(u.name, '、' ORDER BY u.position) FILTER (u.unit_code <> t.today_code) AS members
    FROM unit_year y JOIN unit_today t USING (unit_code) JOIN unit u USING (unit_code)
    GROUP BY ALL
),
years AS (SELECT DISTINCT year FROM unit_year WHERE picked($years::INTEGER[], year))
SELECT u.unit_code, u.name AS unit_name, u.kind, y.year,
    CASE WHEN m.n_due IS NULL THEN '未设' WHEN m.n_reports < m.n_due THEN '缺报' ELSE '有报告' END AS state,
    CASE WHEN m.n_due = 1 THEN m.report_id END AS report_id,
    coalesce(m.n_reports, 0) AS n_reports, coalesce(m.n_due, 0) AS n_due,
    coalesce(m.members, '') AS members
FROM unit u JOIN unit_today t ON t.unit_code = u.unit_code AND t.today_code = u.unit_code
CROSS JOIN years y LEFT JOIN made_of m ON m.unit_code = u.unit_code AND m.year = y.year
WHERE picked($units::VARCHAR[], u.unit_code) AND picked($kinds::VARCHAR[], u.kind)
ORDER BY u.position, y.year
