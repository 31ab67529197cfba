-- One row is a year as it was settled, under its name, the last one first.
SELECT * FROM snapshot
WHERE picked($years::INTEGER[], year)
ORDER BY id DESC
