-- One row is the current report of a unit and year, or one without a unit (kind 未匹配), with its finding counts.
SELECT * EXCLUDE (unit_position)
FROM listed_report
WHERE is_current AND picked($years::INTEGER[], year) AND picked($units::VARCHAR[], unit_code)
  AND picked($kinds::VARCHAR[], kind) AND picked($edition::VARCHAR[], edition)
ORDER BY unit_position NULLS LAST, organisation, file_name, year
