-- One row is a finding of a current report, the gravest first.
SELECT r.unit_code, coalesce(u.name, r.town, r.organisation, r.file_name) AS unit_name,
    coalesce(u.kind, '未匹配') AS kind, r.year, r.edition, r.file_name, f.*
FROM finding f JOIN report r USING (report_id) LEFT JOIN unit u USING (unit_code)
WHERE r.is_current AND picked($years::INTEGER[], r.year) AND picked($units::VARCHAR[], r.unit_code)
  AND picked($kinds::VARCHAR[], coalesce(u.kind, '未匹配')) AND picked($edition::VARCHAR[], r.edition)
  AND picked($severities::VARCHAR[], f.severity) AND picked($rules::VARCHAR[], f.rule)
ORDER BY list_position(['error', 'warning', 'notice'], f.severity), u.position NULLS LAST, r.year, f.position
