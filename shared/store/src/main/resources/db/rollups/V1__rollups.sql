-- A field of a type, under the number that stands for it; '' is the type's events themselves. Never deleted from, and bounded
-- for each project: whatever has a number is in the rollups from its first value on.
create table rollup_series (
    number int generated always as identity primary key,
    project_number int not null,
    type_number int not null,
    field text collate "C" not null,
    unique (type_number, field)
);

create index rollup_series_by_project on rollup_series (project_number);

-- What one transaction of the drain has stored, by the minute of the events, until it is added to the tables below. The sum
-- is exact; a sketch says how many values lie in which bucket.
create table rollup_delta (
    id bigint generated always as identity primary key,
    series int not null,
    at timestamptz not null,
    count bigint not null,
    sum numeric not null,
    min float8,
    max float8,
    sketch bytea not null
);

create table rollup_minute (
    series int not null,
    at timestamptz not null,
    count bigint not null,
    sum numeric not null,
    min float8,
    max float8,
    sketch bytea not null,
    primary key (series, at)
);

create table rollup_hour (like rollup_minute including all);
create table rollup_day (like rollup_minute including all);

-- For letting go of what is old.
create index rollup_minute_by_time on rollup_minute using brin (at);
create index rollup_hour_by_time on rollup_hour using brin (at);
