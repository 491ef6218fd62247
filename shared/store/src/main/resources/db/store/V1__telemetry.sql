-- Projects, and the types, sources and agents of each, under the numbers that stand for them in rows. Never deleted from.
create table name (
    number int generated always as identity primary key,
    project_number int not null,
    kind "char" not null,
    text text collate "C" not null,
    unique (project_number, kind, text)
);

-- Events, by the UTC day of their timestamp. Rows hold numbers instead of names, 0 for an absent source or agent and '' for
-- an absent own id, since a null costs a row eight bytes; the view events shows them as they were sent.
-- No primary key: ids that the hub gives are unique by construction, ids that senders give go through event_key, and the
-- cursor of the journal keeps a replay out. Every list is in the order of (ts, id) and read off one of the indexes, which
-- leave the id out: equal timestamps are sorted as they are met.
create table telemetry (
    ts timestamptz not null,
    received_at timestamptz not null,
    id uuid not null,
    project_number int not null,
    type_number int not null,
    source_number int not null,
    agent_number int not null,
    own_id text collate "C" not null,
    payload text not null
) partition by range (ts);

create index telemetry_by_time on telemetry (project_number, ts);
create index telemetry_by_type on telemetry (type_number, ts);
create index telemetry_by_source on telemetry (source_number, ts) where source_number > 0;
-- The type is read off the index: an agent may have many events and few of the type that is asked for.
create index telemetry_by_agent on telemetry (agent_number, ts, type_number) where agent_number > 0;

-- For people with a SQL client.
create view events as
select case own_id when '' then e.id::text else own_id end as id, ts as timestamp, received_at, type.text as type,
       source.text as source, agent.text as agent_id, project.text as project, payload::json as payload
  from telemetry e
  join name project on project.number = e.project_number
  join name type on type.number = e.type_number
  left join name source on source.number = e.source_number
  left join name agent on agent.number = e.agent_number;

-- One row for each event that came with its sender's own id, under a hash of project and id, which is also the row's id.
-- Not partitioned: uniqueness over all time cannot be held by partitions of time. Expiry deletes from here in bounded
-- steps, along the block ranges that the brin index names.
create table event_key (
    key uuid primary key,
    ts timestamptz not null
);

create index event_key_by_time on event_key using brin (ts);

create table agents (
    project text collate "C" not null,
    agent_id text collate "C" not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    events bigint not null,
    primary key (project, agent_id)
) with (fillfactor = 70);

-- Events of type log and log.*, with level and message taken out of the payload.
create table logs (
    project text collate "C" not null,
    ts timestamptz not null,
    id text collate "C" not null,
    level text collate "C" not null,
    message text not null,
    source text collate "C",
    agent_id text collate "C"
) partition by range (ts);

create index logs_by_time on logs (project, ts, id);
create index logs_by_level on logs (project, level, ts, id);
create index logs_by_agent on logs (project, agent_id, ts, id) where agent_id is not null;

-- Makes the partition of one day, once, whoever asks. It is made apart and then attached, since create table ...
-- partition of would lock out readers and writers of the whole table.
create function heliograph_add_day(parent text, day date) returns boolean language plpgsql as $$
declare
    child text := parent || '_' || to_char(day, 'YYYYMMDD');
begin
    if exists (select from pg_inherits join pg_class on pg_class.oid = inhrelid
               where inhparent = to_regclass(quote_ident(parent)) and relname = child) then
        return false;
    end if;
    -- One lock for all tables: whoever makes or drops partitions of several of them cannot run into a deadlock.
    perform pg_advisory_xact_lock(hashtextextended('heliograph partitions', 0));
    -- Asked of the table and not by to_regclass, which may remember that it found nothing before.
    if exists (select from pg_inherits join pg_class on pg_class.oid = inhrelid
               where inhparent = to_regclass(quote_ident(parent)) and relname = child) then
        return false;
    end if;
    -- Rows are never updated, and leave with their partition before they would have to be frozen: nothing is to be vacuumed.
    execute format('create table if not exists %I (like %I including all) with (autovacuum_vacuum_insert_threshold = -1)',
                   child, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child,
                   day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    return true;
end $$;
