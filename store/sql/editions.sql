-- One row is a year and an edition of the form with how many reports of units are of it, the county's own left out.
SELECT year, edition, count(*) AS reports
FROM counted_reports($years, $units, $kinds, [])
GROUP BY ALL
ORDER BY year, edition
