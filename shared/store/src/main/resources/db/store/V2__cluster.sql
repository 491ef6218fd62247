-- How far the events of each journal have come, and what became of them. All events before applied are settled, and those
-- of [ahead_from, ahead_to) as well: behind a long backlog the newest are stored first, until the backlog meets them.
create table journal_cursor (
    journal uuid primary key,
    node text not null,
    epoch int not null default 1,
    applied bigint not null default 0,
    ahead_from bigint,
    ahead_to bigint,
    stored bigint not null default 0,
    duplicates bigint not null default 0,
    set_aside bigint not null default 0,
    moved_at timestamptz not null default now()
) with (fillfactor = 50);

-- Events that PostgreSQL itself refused, as bytes, since it may be the text that it refused.
create table dead_letter (
    journal uuid not null,
    position bigint not null,
    sqlstate text not null,
    reason text not null,
    event bytea not null,
    set_aside_at timestamptz not null default now(),
    primary key (journal, position)
);

create table node (
    journal uuid primary key,
    name text not null,
    url text not null,
    roles text[] not null,
    version text not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    stopped boolean not null,
    accepted bigint not null,
    stored bigint not null,
    duplicates bigint not null,
    set_aside bigint not null,
    pending bigint not null
) with (fillfactor = 50);

-- Work that one node of the cluster does at a time. A lease that ends stays as a row, so that its epoch only grows.
create table lease (
    name text collate "C" primary key,
    owner text not null,
    epoch bigint not null,
    expires_at timestamptz not null
);
