-- One row is a passage of the report asked for beside the words of another report that it repeats.
SELECT p.*, a.other_id, coalesce(u.name, r.organisation, r.file_name) AS other_name, r.year AS other_year
FROM passage p JOIN finding_about a USING (report_id, position)
    JOIN report r ON r.report_id = a.other_id LEFT JOIN unit u ON u.unit_code = r.unit_code
WHERE p.report_id = $report_id
ORDER BY p.position, p.number
