-- Which words is a document's row made of?
--
-- By the id of the document: each value with the words that it was read from or rests on.
SELECT "table", row_id, field, text, basis, rule_id, start, "end"
FROM evidence
WHERE document_id = :document_id
ORDER BY start, "end", "table", row_id, field
