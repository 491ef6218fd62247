-- Events, by the UTC day of their timestamp. No primary key: ids that the hub gives are unique by construction, ids that
-- senders give go through event_key, and the cursor of the journal keeps a replay out.
-- Every index ends in (ts, id), the order of every list, so that a page is read off it without a sort.
create table telemetry (
    project text collate "C" not null,
    ts timestamptz not null,
    id text collate "C" not null,
    received_at timestamptz not null,
    type text collate "C" not null,
    source text collate "C",
    agent_id text collate "C",
    payload json not null
) partition by range (ts);

create index telemetry_by_time on telemetry (project, ts, id);
create index telemetry_by_type on telemetry (project, type, ts, id);
create index telemetry_by_source on telemetry (project, source, ts, id) where source is not null;
create index telemetry_by_agent on telemetry (project, agent_id, ts, id) where agent_id is not null;

-- One row for each event that came with its sender's own id. Not partitioned: uniqueness over all time cannot be held by
-- partitions of time. Expiry deletes from here in bounded steps, along the block ranges that the brin index names.
create table event_key (
    project text collate "C" not null,
    id text collate "C" not null,
    ts timestamptz not null,
    primary key (project, id)
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
    if exists (select from pg_inherits
               where inhparent = to_regclass(quote_ident(parent)) and inhrelid = to_regclass(quote_ident(child))) then
        return false;
    end if;
    -- One lock for all tables: whoever makes or drops partitions of several of them cannot run into a deadlock.
    perform pg_advisory_xact_lock(hashtextextended('heliograph partitions', 0));
    if exists (select from pg_inherits
               where inhparent = to_regclass(quote_ident(parent)) and inhrelid = to_regclass(quote_ident(child))) then
        return false;
    end if;
    execute format('create table if not exists %I (like %I including all)', child, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child,
                   day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    return true;
end $$;
