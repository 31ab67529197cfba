-- One row is a report that was withdrawn and counts nowhere, with who withdrew it and why.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, r.version, r.file_name, r.loaded_at,
    d.made_at, d.who, d.reason
FROM listed_report r JOIN decision d ON d.report_id = r.report_id AND d.action = 'withdraw'
WHERE r.withdrawn AND picked($years::INTEGER[], r.year) AND picked($units::VARCHAR[], r.unit_code)
QUALIFY row_number() OVER (PARTITION BY r.report_id ORDER BY d.id DESC) = 1
ORDER BY d.id DESC
