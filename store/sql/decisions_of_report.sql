-- One row is a decision about the report asked for, another version of it, or its unit's year, the last one first.
WITH asked AS (SELECT unit_code, year FROM report WHERE report_id = $report_id),
versions AS (
    SELECT $report_id AS report_id
    UNION SELECT r.report_id FROM report r JOIN asked a ON r.unit_code = a.unit_code AND r.year = a.year
)
SELECT d.*
FROM decision d
WHERE d.report_id IN (FROM versions)
   OR EXISTS (FROM asked a WHERE d.unit_code = a.unit_code AND d.year = a.year)
ORDER BY d.id DESC
