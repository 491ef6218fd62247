-- Keys of callers. The secret is 256 random bits, of which only the SHA-256 is here.
create table access_key (
  number       bigint generated always as identity,
  id           text collate "C" primary key,
  hash         bytea not null,
  name         text not null,
  project      text collate "C" not null,
  scopes       text[] not null,
  created_by   text not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

create unique index access_key_number on access_key (number);
create index access_key_by_project on access_key (project, number);

-- Tickets for one socket each; a used one is gone.
create table access_ticket (
  hash           bytea primary key,
  subject        text not null,
  project        text collate "C" not null,
  scopes         text[] not null,
  caller_expires timestamptz,
  credential     text,
  expires_at     timestamptz not null
);

create index access_ticket_by_subject on access_ticket (subject);
create index access_ticket_by_expiry on access_ticket (expires_at);
