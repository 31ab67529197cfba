-- One row is a cell of the report asked for, in form order, with the words of the form.
SELECT c.*, a.position, a.table_title, a.row_label, a.group_path, a.column_label, a.column_group,
    a.unit, a.kind, a.block, a.editions
FROM cell c JOIN address a USING (table_key, row_key, column_key)
WHERE c.report_id = $report_id
ORDER BY a.position
