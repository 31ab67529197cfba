-- One row is the report asked for, current or not, with how many cells it has and how many of them hold no number.
SELECT r.* EXCLUDE (unit_position), f.cells, f.blanks
FROM listed_report r, (
    SELECT count(*) AS cells, count(*) - count(value) AS blanks FROM cell WHERE report_id = $report_id
) f
WHERE r.report_id = $report_id
