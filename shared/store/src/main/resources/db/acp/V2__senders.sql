-- Each sender counts its own ids: what another sender calls the same is no repeat. An empty sender is none, as nobody is called that.
alter table acp_taken add column sender text collate "C" not null default '';

-- Whether a message of this id has been handed out in a life before this one, so that the id stays taken when this one expires.
alter table acp_taken add column handed boolean not null default false;

alter table acp_taken drop constraint acp_taken_pkey;

-- Whose the ids are that were taken before is known as long as their messages are there. The others are nobody's until they expire.
update acp_taken t set sender = known.sender
  from (select project, agent_id, own_id, sender from acp_message where own_id is not null and sender is not null
         union all
        select project, agent_id, own_id, sender from acp_dead_letter where own_id is not null and sender is not null) known
 where known.project = t.project and known.agent_id = t.agent_id and known.own_id = t.own_id;

alter table acp_taken add primary key (project, agent_id, own_id, sender);
