-- What events say about work. All of it is written in the transaction that stores the events, so that each counts once.

-- One row for each job. States: 1 queued, 2 scheduled, 3 started, 4 succeeded, 5 failed, 6 cancelled.
create table work_job (
    project text collate "C" not null,
    job text collate "C" not null,
    state smallint not null,
    state_at timestamptz not null,
    platform text collate "C",
    worker text collate "C",
    scheduled_for timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    primary key (project, job)
) with (fillfactor = 80);

-- Those that are to be forgotten.
create index work_job_by_age on work_job using brin (state_at);

-- What is counted of all jobs of a project, so that nobody has to: state:<n> and platform:<name>.
create table work_count (
    project text collate "C" not null,
    name text collate "C" not null,
    value bigint not null,
    primary key (project, name)
) with (fillfactor = 70);

-- What is counted by time: a second of actions, a day of what is scheduled, a minute of all else. What waits for its time is
-- counted by hours and days as well, so that nobody has to read many minutes.
create table work_slice (
    project text collate "C" not null,
    name text collate "C" not null,
    at timestamptz not null,
    count bigint not null,
    total double precision not null,
    least double precision not null,
    greatest double precision not null,
    primary key (project, name, at)
) with (fillfactor = 70);

create index work_slice_by_time on work_slice (at);

-- Of those that wait for a time in this minute, how many for each of its 60 seconds.
create table work_due (
    project text collate "C" not null,
    at timestamptz not null,
    waiting integer[] not null,
    primary key (project, at)
) with (fillfactor = 70);

create index work_due_by_time on work_due using brin (at);

-- Of what the newest value counts.
create table work_gauge (
    project text collate "C" not null,
    name text collate "C" not null,
    at timestamptz not null,
    value double precision not null,
    primary key (project, name)
) with (fillfactor = 70);

create table work_worker (
    project text collate "C" not null,
    worker text collate "C" not null,
    seen_at timestamptz not null,
    gone boolean not null,
    primary key (project, worker)
) with (fillfactor = 70);

create index work_worker_seen on work_worker (project, seen_at) where not gone;
