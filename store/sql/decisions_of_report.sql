-- One row is a decision about the report asked for, or about its unit's year, the last one first.
SELECT d.*
FROM decision d, (SELECT unit_code, year FROM report WHERE report_id = $report_id) r
WHERE d.report_id = $report_id OR (d.unit_code = r.unit_code AND d.year = r.year)
ORDER BY d.id DESC
