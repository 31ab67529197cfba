-- One row is a number that the prose of the report asked for counts, in reading order.
SELECT * FROM narrative WHERE report_id = $report_id ORDER BY position
