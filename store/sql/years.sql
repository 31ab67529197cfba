-- One row is a year for which a report is there, failed, or was due.
SELECT DISTINCT year
FROM (
    SELECT year FROM expected
    UNION SELECT year FROM report WHERE is_current AND year IS NOT NULL
    UNION SELECT year FROM failure WHERE year IS NOT NULL
)
ORDER BY year
