-- Which offices got most copies of urgent cables?
--
-- In a year, such as 1961, or in all. Urgent is what its document calls urgent, unless you name another priority
-- (priority, immediate, most_immediate, flash); “all” is any of these but priority. Copies of a joint entry stand on
-- its first office. Rows without a number of copies are counted beside it.
SELECT
  e.to_actor_id,
  a.preferred_name AS recipient,
  a.actor_type,
  sum(e.copies) AS copies,
  count(DISTINCT e.document_id) AS documents,
  sum(e.copies IS NULL) AS rows_without_number
FROM routing_events e
JOIN documents d ON d.document_id = e.document_id
JOIN actors a ON a.actor_id = e.to_actor_id
WHERE d.document_type IN ('cable', 'telegram')
  AND (:year = '' OR d.year = CAST(:year AS INTEGER))
  AND CASE :priority
    WHEN '' THEN d.priority_code = 'urgent'
    WHEN 'all' THEN d.priority_code IN ('urgent', 'immediate', 'most_immediate', 'flash')
    ELSE d.priority_code = :priority
  END
  AND e.event_type IN ('sent', 'distributed', 'repeated', 'forwarded')
GROUP BY e.to_actor_id
ORDER BY copies DESC NULLS LAST, documents DESC, recipient, e.to_actor_id
