-- From when on events are left after what was pruned; project '' stands for all of them. A floor never goes down by itself.
create table retention_floor (
    project text collate "C" primary key,
    before timestamptz not null
);

-- How many events of each type a finished day holds, so that it is read once and not in every round. It is read anew
-- when its partition has another size.
create table retention_day (
    day date primary key,
    bytes bigint not null,
    types int[] not null,
    events bigint[] not null
);

-- Up to which time the ids that senders gave were forgotten.
create table retention_keys (
    one boolean primary key default true check (one),
    before timestamptz not null
);

-- Partitions that got a row while a new one was being made to take their place.
create table retention_late (
    partition text collate "C" not null
);

create function heliograph_mark_late() returns trigger language plpgsql as $$
begin
    -- Once for each transaction: none sees the marks of those that have not ended.
    if not exists (select from retention_late where partition = tg_table_name) then
        insert into retention_late values (tg_table_name);
    end if;
    return null;
end $$;

create table maintenance_job (
    id bigint generated always as identity primary key,
    kind text not null,
    project text collate "C",
    before timestamptz not null,
    subject text not null,
    state text collate "C" not null default 'waiting',
    node text,
    days int not null default 0,
    days_done int not null default 0,
    events bigint not null default 0,
    bytes bigint not null default 0,
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    detail text
);

create index maintenance_job_open on maintenance_job (id) where state in ('waiting', 'running');
