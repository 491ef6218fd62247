-- What each agent that the hub runs shall do, which outlives every node, and what its owner last told of it.
create table agent (
    project text collate "C" not null,
    agent_id text collate "C" not null,
    kind text not null,
    wanted boolean not null,
    changed_at timestamptz not null default clock_timestamp(),
    changed_by text not null,
    state text not null default 'stopped',
    node text,
    since timestamptz not null default clock_timestamp(),
    restarts integer not null default 0,
    detail text,
    fleet_version bigint not null default 0,
    primary key (project, agent_id)
);

-- What holds for all agents of a project: a document that is replaced as a whole, and whether they stand still.
create table fleet (
    project text collate "C" primary key,
    version bigint not null,
    halted boolean not null,
    document text not null
);
