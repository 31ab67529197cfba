-- One row is a version of the report of a unit for a year, the current one first.
WITH found AS (
    SELECT report_id,
        count(*) FILTER (severity = 'error') AS errors,
        count(*) FILTER (severity = 'warning') AS warnings,
        count(*) FILTER (severity = 'notice') AS notices
    FROM finding GROUP BY report_id
),
filled AS (
    SELECT report_id, count(*) AS cells, count(*) FILTER (value IS NULL) AS blanks FROM cell GROUP BY report_id
)
SELECT r.*, coalesce(u.name, r.town, r.organisation, r.file_name) AS unit_name, coalesce(u.kind, '未匹配') AS kind,
    coalesce(found.errors, 0) AS errors, coalesce(found.warnings, 0) AS warnings,
    coalesce(found.notices, 0) AS notices,
    coalesce(filled.cells, 0) AS cells, coalesce(filled.blanks, 0) AS blanks
FROM report r
LEFT JOIN unit u USING (unit_code)
LEFT JOIN found USING (report_id)
LEFT JOIN filled USING (report_id)
WHERE r.unit_code = $unit_code AND r.year = $year
ORDER BY r.version DESC
