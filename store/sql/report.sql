-- One row is the report asked for, current or not.
SELECT * EXCLUDE (unit_position)
FROM listed_report
WHERE report_id = $report_id
