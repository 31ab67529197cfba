"""The statements that make what queries see out of a build (``stored``) and people's decisions."""

from __future__ import annotations

from form.deadlines import COUNTY_OWES, UNITS_OWE
from form.units import COUNTY
from store.words import UNMATCHED

REPORT_AS_READ = """
CREATE VIEW report AS SELECT *, FALSE AS withdrawn, FALSE AS waiting, FALSE AS moved FROM stored.report
"""
REPORT = """
CREATE VIEW report AS
SELECT r.* REPLACE (s.unit_code AS unit_code, s.year AS year, s.version AS version, s.is_current AS is_current),
    s.withdrawn, s.waiting, s.moved
FROM stored.report r JOIN standing s USING (report_id)
"""
CELL_AS_READ = """
CREATE VIEW cell AS
SELECT *, value AS printed_value, FALSE AS corrected, FALSE AS confirmed, FALSE AS stale FROM stored.cell
"""
# What was decided on a cell that prints something else now is shown as stale, and changes nothing.
CELL_DECIDED = """
CREATE TABLE cell_decided AS
SELECT h.report_id, d.id, d.table_key, d.row_key, d.column_key, d.value AS decided_value,
    d.action = 'correct' AND NOT is_other AS corrected, d.action = 'confirm' AND NOT is_other AS confirmed,
    is_other AS stale, c.report_id IS NULL AS added
FROM holding h JOIN decision d USING (id)
LEFT JOIN stored.cell c ON c.report_id = h.report_id AND c.table_key = d.table_key
    AND c.row_key = d.row_key AND c.column_key = d.column_key,
LATERAL (SELECT c.raw IS DISTINCT FROM d.printed OR c.value IS DISTINCT FROM d.printed_value AS is_other)
WHERE d.action IN ('correct', 'confirm')
"""
CELL = """
CREATE VIEW cell AS
SELECT c.* REPLACE (CASE WHEN d.corrected AND {corrects} THEN d.decided_value ELSE c.value END AS value),
    c.value AS printed_value, coalesce(d.corrected, FALSE) AS corrected,
    coalesce(d.confirmed, FALSE) AS confirmed, coalesce(d.stale, FALSE) AS stale
FROM stored.cell c LEFT JOIN cell_decided d USING (report_id, table_key, row_key, column_key)
"""
# A cell that the paper has and the reading has not: its correction is a row of its own.
CELL_ADDED = """
UNION ALL BY NAME
SELECT report_id, table_key, row_key, column_key, decided_value AS value, '' AS raw, '' AS place,
    'person' AS method, TRUE AS corrected, FALSE AS confirmed, FALSE AS stale
FROM cell_decided WHERE added AND corrected AND {corrects}
"""
FINDING_AS_READ = """
CREATE VIEW finding AS
SELECT *, '' AS decision, NULL::VARCHAR AS decided_by, NULL::TIMESTAMP AS decided_at, '' AS reason, FALSE AS stale
FROM stored.finding
"""
# What rests on a report that counts no more is left out; the next load says what holds now. What a corrected or
# confirmed number has put right is dismissed by that, unless somebody has decided otherwise.
FINDING = """
CREATE VIEW finding AS
WITH decided AS (SELECT h.report_id, d.* EXCLUDE (report_id) FROM holding h JOIN decision d USING (id)
    WHERE d.action IN ('dismiss', 'accept')),
gone AS (SELECT report_id, rule, table_key, row_key, column_key FROM decided ANTI JOIN stored.finding
    USING (report_id, finding_key)),
put_right AS (SELECT s.report_id, s.position, d.who, d.made_at,
        CASE d.action WHEN 'confirm' THEN '已对照原件确认读数' ELSE '更正读数后已相符' END
            || CASE WHEN d.reason = '' THEN '' ELSE '（' || d.reason || '）' END AS reason
    FROM settled_finding s JOIN decision d USING (id))
SELECT f.*, CASE WHEN d.action = 'accept' THEN 'accepted' WHEN d.action = 'dismiss' OR p.who IS NOT NULL THEN 'dismissed'
        ELSE '' END AS decision,
    coalesce(d.who, p.who) AS decided_by, coalesce(d.made_at, p.made_at) AS decided_at,
    CASE WHEN d.id IS NOT NULL THEN d.reason ELSE coalesce(p.reason, '') END AS reason,
    d.id IS NULL AND p.who IS NULL AND EXISTS (FROM gone g WHERE g.report_id = f.report_id AND g.rule = f.rule
        AND g.table_key IS NOT DISTINCT FROM f.table_key AND g.row_key IS NOT DISTINCT FROM f.row_key
        AND g.column_key IS NOT DISTINCT FROM f.column_key) AS stale
FROM stored.finding f
LEFT JOIN decided d USING (report_id, finding_key)
LEFT JOIN put_right p ON p.report_id = f.report_id AND p.position = f.position
WHERE NOT EXISTS (FROM stored.finding_about a JOIN report o ON o.report_id = a.other_id
    WHERE a.report_id = f.report_id AND a.position = f.position AND NOT o.is_current)
"""
# One row is a unit and a year for which a report was due or counts, with where it stands.
UNIT_YEAR = f"""
CREATE VIEW unit_year AS
WITH listed AS (
    SELECT unit_code, year FROM expected
    UNION SELECT unit_code, year FROM report WHERE is_current AND unit_code IS NOT NULL AND year IS NOT NULL
)
SELECT unit_code, year,
    CASE WHEN r.report_id IS NULL THEN '缺报'
        WHEN s.state IN ('退回', '核定') AND s.report_id IS DISTINCT FROM r.report_id THEN '待核'
        ELSE coalesce(s.state, '待核') END AS state,
    CASE WHEN s.state = '更正' OR s.report_id = r.report_id THEN s.since ELSE r.loaded_at END AS since,
    CASE WHEN s.state = '更正' OR s.report_id = r.report_id THEN s.who END AS who,
    CASE WHEN s.report_id = r.report_id AND s.until IS NOT NULL THEN s.until
        ELSE coalesce(d.day, CASE WHEN u.kind = '{COUNTY}' THEN make_date(year + 1, {COUNTY_OWES[0]}, {COUNTY_OWES[1]})
            ELSE make_date(year + 1, {UNITS_OWE[0]}, {UNITS_OWE[1]}) END) END AS deadline,
    r.report_id, r.version
FROM listed JOIN unit u USING (unit_code)
LEFT JOIN (FROM report WHERE is_current) r USING (unit_code, year)
LEFT JOIN unit_state s USING (unit_code, year)
LEFT JOIN deadline d ON d.year = listed.year AND d.kind = u.kind
"""
# One row is a report, current or not, with its unit and how many findings it has that nobody has dismissed.
LISTED_REPORT = f"""
CREATE VIEW listed_report AS
SELECT r.*, coalesce(u.name, r.town, r.organisation, r.file_name) AS unit_name,
    coalesce(u.kind, '{UNMATCHED}') AS kind, u.position AS unit_position,
    coalesce(found.errors, 0) AS errors, coalesce(found.warnings, 0) AS warnings,
    coalesce(found.notices, 0) AS notices
FROM report r
LEFT JOIN unit u USING (unit_code)
LEFT JOIN finding_count found USING (report_id)
"""
FINDING_COUNT = """
CREATE VIEW finding_count AS
SELECT report_id,
    count(*) FILTER (severity = 'error') AS errors,
    count(*) FILTER (severity = 'warning') AS warnings,
    count(*) FILTER (severity = 'notice') AS notices
FROM finding WHERE decision <> 'dismissed' GROUP BY report_id
"""
# One row is a unit of the roster with the one that stands for it today: itself, or who took all of it over in the end.
UNIT_TODAY = """
CREATE VIEW unit_today AS
WITH RECURSIVE chain AS (
    SELECT unit_code, unit_code AS today_code, 0 AS step FROM unit
    UNION ALL
    SELECT c.unit_code, u.successors, c.step + 1 FROM chain c JOIN unit u ON u.unit_code = c.today_code
    WHERE u.successors <> '' AND NOT contains(u.successors, '；')
)
SELECT unit_code, arg_max(today_code, step) AS today_code FROM chain GROUP BY unit_code
"""
# Filters are lists, and an empty list lets everything through. A report counts as one of its
# unit's only if it is the current version, has a unit of the roster, and has a year. One that came
# from a unit outside of the unit's dates counts as expected, so that no n is greater than its N.
MACROS = (
    """
CREATE MACRO picked(wanted, value) AS len(wanted) = 0 OR list_contains(wanted, value)
""",
    """
CREATE MACRO selected_reports(years, units, kinds, editions) AS TABLE
SELECT r.*, u.name AS unit_name, u.kind, u.position AS unit_position
FROM report r JOIN unit u USING (unit_code)
WHERE r.is_current AND r.year IS NOT NULL
  AND picked(years::INTEGER[], r.year) AND picked(units::VARCHAR[], r.unit_code)
  AND picked(kinds::VARCHAR[], u.kind) AND picked(editions::VARCHAR[], r.edition)
""",
    f"""
CREATE MACRO counted_reports(years, units, kinds, editions) AS TABLE
SELECT * FROM selected_reports(years, units, kinds, editions) WHERE kind <> '{COUNTY}'
""",
    f"""
CREATE MACRO counted_expected(years, units, kinds) AS TABLE
SELECT e.unit_code, e.year
FROM expected e JOIN unit u USING (unit_code)
WHERE u.kind <> '{COUNTY}' AND picked(years::INTEGER[], e.year)
  AND picked(units::VARCHAR[], e.unit_code) AND picked(kinds::VARCHAR[], u.kind)
UNION
SELECT unit_code, year FROM counted_reports(years, units, kinds, [])
""",
)
