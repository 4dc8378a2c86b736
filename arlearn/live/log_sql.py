"""The statements of the log, in the SQL of SQLite (3.33 and later) and of PostgreSQL.

All rows are taken as one JSON text, and given as one. A row handed over by itself would be a moment at which the
thread gives the interpreter away, and the event loop may keep it for 5 ms each time.
"""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Statements:
    lock: str
    """[id, ...] → [[id, seq, whether it has ended], ...] of those groups, which are locked against other writers of the
    log until the commit; an id is 32 digits."""
    known: str
    """[[group, source, client_id], ...] → [place in this list, from 0, ...] of what the log has already."""
    insert: str
    """The time of all of them, and [[group, seq, source, client_id, kind, payload as text], ...]."""
    move: str
    """[[group, seq, ended_at or null], ...]: the groups' new positions."""
    read: str
    """Group and position → [[seq, at, source, client_id, payload with its kind], ...] of the lines after it."""


# CROSS JOIN is SQLite's word for: go through the left side, and look each up on the right.
_SQLITE = Statements(
    lock="""
        SELECT json_group_array(json_array(id, seq, ended_at IS NOT NULL))
        FROM live_groupsession WHERE id IN (SELECT value FROM json_each(%s))
    """,
    known="""
        SELECT json_group_array(one.key) FROM json_each(%s) AS one CROSS JOIN live_event AS event
        ON event.group_id = json_extract(one.value, '$[0]')
        AND event.source = json_extract(one.value, '$[1]') AND event.client_id = json_extract(one.value, '$[2]')
    """,
    insert="""
        INSERT INTO live_event (group_id, seq, source, client_id, kind, payload, at)
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
               json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'), %s
        FROM json_each(%s)
    """,
    move="""
        UPDATE live_groupsession
        SET seq = json_extract(one.value, '$[1]'), ended_at = coalesce(ended_at, json_extract(one.value, '$[2]'))
        FROM json_each(%s) AS one WHERE live_groupsession.id = json_extract(one.value, '$[0]')
    """,
    read="""
        SELECT json_group_array(json_array(seq, at, source, client_id, json_insert(payload, '$.kind', kind)))
        FROM live_event WHERE group_id = %s AND seq > %s
    """,
)

# Locked in the order of ids, so that no two writers wait for each other. The lateral join with its limit holds the
# planner to one look into the index for each, whatever it believes of the table's size.
_POSTGRESQL = Statements(
    lock="""
        WITH locked AS (
            SELECT id, seq, ended_at FROM live_groupsession
            WHERE id IN (SELECT value::uuid FROM jsonb_array_elements_text(%s::jsonb)) ORDER BY id FOR NO KEY UPDATE
        )
        SELECT coalesce(json_agg(json_build_array(replace(id::text, '-', ''), seq, ended_at IS NOT NULL)), '[]')::text
        FROM locked
    """,
    known="""
        SELECT coalesce(json_agg(one.place - 1), '[]')::text
        FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS one(value, place)
        CROSS JOIN LATERAL (
            SELECT FROM live_event AS event
            WHERE event.group_id = (one.value->>0)::uuid
            AND event.source = one.value->>1 AND event.client_id = one.value->>2 LIMIT 1
        ) AS found
    """,
    insert="""
        INSERT INTO live_event (group_id, seq, source, client_id, kind, payload, at)
        SELECT (value->>0)::uuid, (value->>1)::bigint, value->>2, value->>3, value->>4, (value->>5)::jsonb,
               %s::timestamptz
        FROM jsonb_array_elements(%s::jsonb)
    """,
    move="""
        UPDATE live_groupsession
        SET seq = (one.value->>1)::bigint, ended_at = coalesce(ended_at, (one.value->>2)::timestamptz)
        FROM jsonb_array_elements(%s::jsonb) AS one WHERE live_groupsession.id = (one.value->>0)::uuid
    """,
    read="""
        SELECT coalesce(
            json_agg(json_build_array(seq, at, source, client_id, payload || jsonb_build_object('kind', kind))), '[]'
        )::text
        FROM live_event WHERE group_id = %s AND seq > %s
    """,
)


def statements() -> Statements:
    """For the database of this thread's connection."""
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
