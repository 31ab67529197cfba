-- One row is a report that came after a settled version of the same unit and year and waits for a choice, with that one.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, r.version, r.file_name, r.loaded_at,
    r.errors, r.warnings, r.notices,
    c.report_id AS current_id, c.version AS current_version, c.file_name AS current_file_name
FROM listed_report r JOIN report c ON c.is_current AND c.unit_code = r.unit_code AND c.year = r.year
WHERE r.waiting AND picked($years::INTEGER[], r.year) AND picked($units::VARCHAR[], r.unit_code)
ORDER BY r.year DESC, r.unit_position, r.version
