-- One row is a version of the report of a unit for a year, the latest first; not all latest ones are current.
SELECT * EXCLUDE (unit_position)
FROM listed_report
WHERE unit_code = $unit_code AND year = $year
ORDER BY version DESC
