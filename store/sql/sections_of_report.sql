-- One row is a numbered section of the report asked for, with its text.
SELECT section, text FROM section WHERE report_id = $report_id ORDER BY section
