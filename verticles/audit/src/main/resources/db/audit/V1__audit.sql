-- What was changed and what was refused. Each node writes a chain of its own, so that writers never wait for each other;
-- the hash of an entry covers all of it and the hash before.
create table audit_entry (
    chain uuid not null,
    sequence bigint not null,
    at timestamptz not null,
    until timestamptz not null,
    count bigint not null,
    project text collate "C" not null,
    subject text collate "C",
    credential text collate "C",
    operation text collate "C" not null,
    concerns text[] collate "C" not null,
    outcome text collate "C" not null,
    door text collate "C",
    address text collate "C",
    node text collate "C" not null,
    request_id text collate "C",
    missed bigint not null,
    previous bytea not null,
    hash bytea not null,
    primary key (chain, sequence)
);

-- A project's entries by time, in the order in which they are listed.
create index audit_entry_by_time on audit_entry (project, at, chain, sequence);

-- The statements of where chains begin, of which the newest counts.
create index audit_entry_of_expiry on audit_entry (at) where operation = 'audit.expire';
