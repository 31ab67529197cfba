-- One row is a file that could not be read and that nothing has replaced since.
SELECT f.*, u.name AS unit_name
FROM failure f LEFT JOIN unit u USING (unit_code)
ORDER BY f.loaded_at DESC, f.position
