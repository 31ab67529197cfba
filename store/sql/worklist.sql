-- One row is a unit and a year for which a report was due or counts: where it stands, what was found that nobody
-- has decided on, what was accepted, by when it is due, and who did what about it last. The county's own comes last.
WITH open AS (
    SELECT report_id,
        count(*) FILTER (severity = 'error' AND decision = '') AS errors,
        count(*) FILTER (severity = 'warning' AND decision = '') AS warnings,
        count(*) FILTER (severity = 'notice' AND decision = '') AS notices,
        count(*) FILTER (decision = 'accepted') AS accepted,
        count(*) FILTER (decision = 'dismissed') AS dismissed,
        count(*) FILTER (stale) AS stale
    FROM finding GROUP BY report_id
),
waiting AS (
    SELECT unit_code, year, count(*) AS waiting, min(report_id) AS waiting_id
    FROM report WHERE waiting GROUP BY unit_code, year
),
failed AS (SELECT unit_code, year, any_value(message) AS failure FROM failure GROUP BY unit_code, year),
last AS (
    SELECT coalesce(d.unit_code, r.unit_code) AS unit_code, coalesce(d.year, r.year) AS year,
        arg_max(d.title, d.id) AS last_action, arg_max(d.who, d.id) AS last_who,
        arg_max(d.made_at, d.id) AS last_at, arg_max(d.reason, d.id) AS last_reason
    FROM decision d LEFT JOIN report r USING (report_id)
    WHERE coalesce(d.unit_code, r.unit_code) IS NOT NULL
    GROUP BY ALL
)
SELECT y.unit_code, u.name AS unit_name, u.kind, y.year, y.state, y.since, y.who, y.deadline, y.report_id, y.version,
    r.file_name, r.format, r.loaded_at, failed.failure,
    coalesce(open.errors, 0) AS errors, coalesce(open.warnings, 0) AS warnings,
    coalesce(open.notices, 0) AS notices, coalesce(open.accepted, 0) AS accepted,
    coalesce(open.dismissed, 0) AS dismissed, coalesce(open.stale, 0) AS stale,
    coalesce(waiting.waiting, 0) AS waiting, waiting.waiting_id,
    last.last_action, last.last_who, last.last_at, last.last_reason
FROM unit_year y JOIN unit u USING (unit_code)
LEFT JOIN report r USING (report_id)
LEFT JOIN open USING (report_id)
LEFT JOIN waiting ON waiting.unit_code = y.unit_code AND waiting.year = y.year
LEFT JOIN failed ON failed.unit_code = y.unit_code AND failed.year = y.year
LEFT JOIN last ON last.unit_code = y.unit_code AND last.year = y.year
WHERE picked($years::INTEGER[], y.year) AND picked($units::VARCHAR[], y.unit_code)
  AND picked($kinds::VARCHAR[], u.kind)
ORDER BY u.kind = '县政府', u.position, y.year
