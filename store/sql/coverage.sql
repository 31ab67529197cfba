-- One row is a unit and a year with its state: 有报告, 读取失败, 缺报 (was due), 未设 (the unit did not exist).
-- Reports without a unit of the roster or without a year come last, a row each: unit_code NULL, kind 未匹配.
WITH known_years AS (
    SELECT year FROM expected
    UNION SELECT year FROM report WHERE is_current AND year IS NOT NULL
    UNION SELECT year FROM failure WHERE year IS NOT NULL
),
failed AS (SELECT DISTINCT unit_code, year FROM failure),
matrix AS (
    SELECT u.unit_code, u.name AS unit_name, u.kind, y.year,
        CASE
            WHEN r.report_id IS NOT NULL THEN '有报告'
            WHEN f.unit_code IS NOT NULL THEN '读取失败'
            WHEN e.unit_code IS NOT NULL THEN '缺报'
            ELSE '未设'
        END AS state,
        r.report_id, u.position AS unit_position
    FROM unit u CROSS JOIN known_years y
    LEFT JOIN report r ON r.unit_code = u.unit_code AND r.year = y.year AND r.is_current
    LEFT JOIN failed f ON f.unit_code = u.unit_code AND f.year = y.year
    LEFT JOIN expected e ON e.unit_code = u.unit_code AND e.year = y.year
    WHERE picked($years::INTEGER[], y.year) AND picked($units::VARCHAR[], u.unit_code)
      AND picked($kinds::VARCHAR[], u.kind)
),
unmatched AS (
    SELECT NULL AS unit_code, coalesce(town, organisation, file_name) AS unit_name, '未匹配' AS kind, year,
        '有报告' AS state, report_id, NULL AS unit_position
    FROM report
    WHERE is_current AND (unit_code IS NULL OR year IS NULL) AND len($units::VARCHAR[]) = 0
      AND picked($years::INTEGER[], year) AND picked($kinds::VARCHAR[], '未匹配')
)
SELECT m.unit_code, m.unit_name, m.kind, m.year, m.state, m.report_id,
    coalesce(found.errors, 0) AS errors, coalesce(found.warnings, 0) AS warnings,
    coalesce(found.notices, 0) AS notices
FROM (SELECT * FROM matrix UNION ALL SELECT * FROM unmatched) m LEFT JOIN finding_count found USING (report_id)
ORDER BY m.unit_position NULLS LAST, m.unit_name, m.year
