-- A dead letter belongs to a project and is called by a number of its own, the younger the greater.
alter table dead_letter add column id bigint generated always as identity, add column project text collate "C";

-- Read off the bytes, since what was refused may be what PostgreSQL takes for no JSON; the project stands first in them.
update dead_letter
   set project = coalesce(substring(convert_from(event, 'UTF8') from '^\{"project":"([^"\\]*)"'), 'default');

alter table dead_letter alter column project set not null;

create unique index dead_letter_by_id on dead_letter (project, id);
create index dead_letter_by_sqlstate on dead_letter (project, sqlstate, id);

-- What became of dead letters: those that wait = set_aside - replayed - discarded, and rows in telemetry = stored + replayed.
-- Discarded are those that were deleted, and those whose id turned out to be stored already.
alter table journal_cursor add column replayed bigint not null default 0, add column discarded bigint not null default 0;

update journal_cursor c
   set discarded = set_aside - (select count(*) from dead_letter where journal = c.journal);
