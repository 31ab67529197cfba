-- One row is a finding of the report asked for, the gravest first.
SELECT * FROM finding
WHERE report_id = $report_id
ORDER BY list_position(['error', 'warning', 'notice'], severity), position
