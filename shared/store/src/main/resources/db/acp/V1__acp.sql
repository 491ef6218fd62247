-- Agents that have registered. The row is also the lock of the agent's mailbox: whoever puts messages into it, or takes some out
-- for good, holds it first, so that numbers of messages grow in the order of commits and the two sums are right.
create table acp_agent (
  project       text collate "C" not null,
  agent_id      text collate "C" not null,
  name          text,
  kind          text,
  capabilities  text[] not null default '{}',
  labels        text not null default '{}',
  interval_ms   int8,
  registered_at timestamptz not null default now(),
  seen_at       timestamptz not null default now(),
  silent_since  timestamptz,
  state         jsonb not null default '{}',
  state_at      timestamptz,
  -- Where it is connected, until when that can be believed, and by which session; without one it only waits at its inbox.
  node          text,
  session       int8,
  lease_until   timestamptz,
  unresponsive  boolean not null default false,
  messages      int8 not null default 0,
  bytes         int8 not null default 0,
  primary key (project, agent_id)
) with (fillfactor = 70);

create index acp_agent_by_promise on acp_agent (seen_at) where interval_ms is not null and silent_since is null;

create sequence acp_session;

-- Messages until they are acknowledged.
create table acp_message (
  seq         int8 generated always as identity primary key,
  project     text collate "C" not null,
  agent_id    text collate "C" not null,
  sender      text collate "C",
  own_id      text collate "C",
  priority    int2 not null,
  document    bytea not null,
  clock_ahead boolean not null,
  receipts    boolean not null,
  -- Whether it was written to this agent alone.
  direct      boolean not null,
  received_at timestamptz not null default clock_timestamp(),
  expires_at  timestamptz not null,
  due_at      timestamptz not null default clock_timestamp(),
  deliveries  int4 not null default 0
) with (fillfactor = 80);

-- What changes when a message is handed out stands in no index, so that its row changes in place. By number a message is found in
-- its primary key and nowhere else, which is what + 0 is for: to the planner, a table that was last seen empty may as well be read
-- as a whole.
create index acp_message_of_agent on acp_message (project, agent_id, priority desc, (seq + 0));
create index acp_message_by_expiry on acp_message (expires_at);

-- Ids of senders that a mailbox has taken, for as long as repeats of them are told apart.
create table acp_taken (
  project    text collate "C" not null,
  agent_id   text collate "C" not null,
  own_id     text collate "C" not null,
  expires_at timestamptz not null,
  primary key (project, agent_id, own_id)
);

create index acp_taken_by_expiry on acp_taken (expires_at);

-- Receipts that were earned and wait to be put into the sender's mailbox.
create table acp_receipt (
  number   int8 generated always as identity primary key,
  project  text collate "C" not null,
  sender   text collate "C" not null,
  own_id   text collate "C" not null,
  agent_id text collate "C" not null,
  receipt  text not null,
  at       timestamptz not null default clock_timestamp()
);

-- Messages that no mailbox holds any more and nobody acknowledged.
create table acp_dead_letter (
  id          int8 generated always as identity primary key,
  project     text collate "C" not null,
  agent_id    text collate "C" not null,
  sender      text collate "C",
  own_id      text collate "C",
  priority    int2 not null,
  document    bytea not null,
  receipts    boolean not null,
  received_at timestamptz not null,
  reason      text not null,
  deliveries  int4 not null,
  died_at     timestamptz not null default clock_timestamp()
);

create index acp_dead_letter_of_project on acp_dead_letter (project, id);

-- What agents want to hear of: names of topics whose parts may be * (any one) or end in # (any rest).
create table acp_topic (
  project  text collate "C" not null,
  agent_id text collate "C" not null,
  pattern  text collate "C" not null,
  primary key (project, agent_id, pattern)
);

-- Requests that somebody waits for an answer to, and the answer once it came.
create table acp_request (
  project    text collate "C" not null,
  own_id     text collate "C" not null,
  agent_id   text collate "C" not null,
  node       text not null,
  expires_at timestamptz not null,
  reply      bytea,
  primary key (project, own_id)
);

create index acp_request_by_expiry on acp_request (expires_at);
