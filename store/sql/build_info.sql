-- One row is the build itself; none where nothing has been loaded yet.
SELECT b.*,
    (SELECT count(*) FROM report) AS reports,
    (SELECT count(*) FROM report WHERE is_current) AS current_reports,
    (SELECT count(*) FROM report WHERE is_current AND unit_code IS NULL) AS unmatched_reports,
    (SELECT count(*) FROM unit) AS units,
    (SELECT count(*) FROM cell) AS cells,
    (SELECT count(*) FROM failure) AS failures
FROM build b
