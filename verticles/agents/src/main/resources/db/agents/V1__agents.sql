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
    primary key (project, agent_id)
);
