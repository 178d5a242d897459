-- What did two actors write to each other?
--
-- Each by its id or one of its names, as in the table actor_names. A surname that several bear gives all of them.
SELECT DISTINCT
  d.document_id,
  d.date_edtf,
  e.from_name,
  e.to_name,
  d.title
FROM routing_events e
JOIN documents d ON d.document_id = e.document_id
WHERE e.event_type = 'sent'
  AND (
    e.from_actor_id IN (
    SELECT actor_id FROM actors WHERE actor_id = :one
    UNION SELECT actor_id FROM actor_names WHERE name = :one COLLATE NOCASE
  ) AND e.to_actor_id IN (
    SELECT actor_id FROM actors WHERE actor_id = :other
    UNION SELECT actor_id FROM actor_names WHERE name = :other COLLATE NOCASE
  )
    OR e.from_actor_id IN (
    SELECT actor_id FROM actors WHERE actor_id = :other
    UNION SELECT actor_id FROM actor_names WHERE name = :other COLLATE NOCASE
  ) AND e.to_actor_id IN (
    SELECT actor_id FROM actors WHERE actor_id = :one
    UNION SELECT actor_id FROM actor_names WHERE name = :one COLLATE NOCASE
  )
  )
ORDER BY d.date_earliest, d.document_id
