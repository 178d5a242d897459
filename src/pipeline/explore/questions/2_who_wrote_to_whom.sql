-- Who wrote to whom most often?
--
-- In a year, or in all.
SELECT
  e.from_actor_id,
  s.preferred_name AS sender,
  e.to_actor_id,
  r.preferred_name AS addressee,
  count(DISTINCT e.document_id) AS documents,
  min(d.date_earliest) AS first_day,
  max(d.date_latest) AS last_day
FROM routing_events e
JOIN documents d ON d.document_id = e.document_id
JOIN actors s ON s.actor_id = e.from_actor_id
JOIN actors r ON r.actor_id = e.to_actor_id
WHERE e.event_type = 'sent'
  AND (:year = '' OR d.year = CAST(:year AS INTEGER))
GROUP BY e.from_actor_id, e.to_actor_id
ORDER BY documents DESC, e.from_actor_id, e.to_actor_id
