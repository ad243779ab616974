-- The log by subject: whose change an event is, whatever the noun, and which others it changes in the same act.

create table event_subject (
  tenant_id text collate "C" not null,
  seq bigint not null,
  -- 0: whose change the event is; from 1: others it changes in the same act
  place smallint not null,
  kind text collate "C" not null,
  -- text: codes and attribute names have no UUID
  id text collate "C" not null,
  -- version of the subject after the event; null: the event raises none, and nulls never collide
  lock integer,
  primary key (tenant_id, seq, place)
);

-- What has happened to an incident, of any noun: written with each event, without touching the incident's row or its version.
create table incident_activity (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  activity_at timestamptz not null,
  events integer not null,
  primary key (tenant_id, incident_id)
) with (fillfactor = 80);

do $$
declare
  name text;
begin
  foreach name in array array['event_subject', 'incident_activity'] loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format('create policy tenant_isolation on %I using (tenant_id = (select current_setting(''app.tenant_id'', true)))', name);
    execute format('create policy operations on %I using ((select current_setting(''app.scope'', true)) = ''operations'')', name);
  end loop;
end $$;
create policy instance on event_subject for insert with check ((select current_setting('app.scope', true)) = 'instance');

alter table event add column incident_n integer;
-- who may read it: everybody of the tenant, or admins only
alter table event add column visibility text not null default 'all' check (visibility in ('all', 'admin'));
-- the door it came through
alter table event add column via text not null default 'api' check (via in ('api', 'console', 'cli', 'paper', 'mcp', 'mail', 'intake', 'import'));
-- commitments to what the event says, for the proof of the log; not filled yet
alter table event add column digests bytea;

-- What there is, converted: as the owner, who has given up rewriting the log and takes it back for this transaction.
drop trigger recorded on incident;
drop trigger removal_recorded on incident;
drop trigger recorded on comment;
drop trigger removal_recorded on event_body;
grant update on event to current_user;
alter table event disable trigger append_only;
alter table event no force row level security;
alter table event_body no force row level security;
alter table event_subject no force row level security;
alter table incident_activity no force row level security;

insert into event_subject (tenant_id, seq, place, kind, id, lock)
select e.tenant_id, e.seq, 0,
  case when e.comment_id is not null then 'comment' when e.incident_id is not null then 'incident' when e.type like 'attribute.%' then 'attribute'
    else case b.data ->> 'catalog' when 'statuses' then 'status' when 'severities' then 'severity' else 'type' end end,
  coalesce(e.comment_id::text, e.incident_id::text, b.data -> 'definition' ->> 'name', split_part(b.changes -> 0 ->> 'field', '.', 1), ''),
  case when e.comment_id is not null then e.comment_lock
    when e.type in ('incident.created', 'incident.updated', 'incident.deleted', 'incident.restored', 'incident.purged') then e.occ_lock end
from event e left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq;

insert into incident_activity (tenant_id, incident_id, activity_at, events)
select tenant_id, incident_id, max(recorded_at), count(*) from event where incident_id is not null group by tenant_id, incident_id;

update event e set incident_n = c.n, via = case when e.actor_kind = 'import' then 'import' else 'api' end
from (select tenant_id, seq, row_number() over (partition by tenant_id, incident_id order by seq) as n from event where incident_id is not null) c
where e.tenant_id = c.tenant_id and e.seq = c.seq;

alter table event force row level security;
alter table event_body force row level security;
alter table event_subject force row level security;
alter table incident_activity force row level security;
alter table event enable trigger append_only;

alter table event drop column comment_id, drop column comment_lock, drop column occ_lock;
-- each version of a subject is recorded exactly once
create unique index event_subject_version on event_subject (tenant_id, kind, id, lock);
create index incident_activity_order on incident_activity (tenant_id, activity_at, incident_id);

create trigger append_only before update or delete on event_subject for each row execute function refuse_rewriting();
create trigger no_truncate before truncate on event_subject for each statement execute function refuse_rewriting();

-- Whether the newest version recorded of an incident is its purge. It asks for what is there, never for what is missing: rows that the
-- setting hides can't make a deletion pass.
create or replace function is_purged(tenant text, incident uuid) returns boolean language sql stable as $$
  select coalesce((select e.type = 'incident.purged' from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq
    where s.tenant_id = $1 and s.kind = 'incident' and s.id = $2::text and s.lock is not null order by s.lock desc limit 1), false)
$$;

-- No change without its event, for the table of any noun: its rows have tenant_id, id and occ_lock. The first argument is the kind of the
-- subject, the second the type of the event that removes a row; 'of incident' as the third says that a row goes with its incident's purge.
create or replace function require_event() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform 1 from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq
      where s.tenant_id = old.tenant_id and s.kind = tg_argv[0] and s.id = old.id::text and s.lock = old.occ_lock + 1 and e.type = tg_argv[1];
    if not found and tg_nargs > 2 then
      perform 1 where is_purged(old.tenant_id, old.incident_id);
    end if;
    if not found then
      raise exception '% %: its removal has no event', tg_argv[0], old.id using errcode = 'insufficient_privilege';
    end if;
    return null;
  end if;
  if tg_op = 'UPDATE' and (new.id <> old.id or new.occ_lock <> old.occ_lock + 1) then
    raise exception '% %: occ_lock went from % to %', tg_argv[0], new.id, old.occ_lock, new.occ_lock;
  end if;
  if tg_nargs > 2 then
    perform 1 from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq
      where s.tenant_id = new.tenant_id and s.kind = tg_argv[0] and s.id = new.id::text and s.lock = new.occ_lock and e.incident_id = new.incident_id;
  else
    perform 1 from event_subject where tenant_id = new.tenant_id and kind = tg_argv[0] and id = new.id::text and lock = new.occ_lock;
  end if;
  if not found then
    raise exception '% %: version % has no event', tg_argv[0], new.id, new.occ_lock;
  end if;
  return null;
end $$;
create constraint trigger recorded after insert or update or delete on incident deferrable initially deferred
  for each row execute function require_event('incident', 'incident.purged');
create constraint trigger recorded after insert or update or delete on comment deferrable initially deferred
  for each row execute function require_event('comment', 'comment.deleted', 'of incident');
create constraint trigger removal_recorded after delete on event_body deferrable initially deferred
  for each row execute function require_purge_of_body();
drop function require_purge();
drop function require_comment_event();

-- Takes the next numbers of a tenant's log and passes them on to the statements after it: app.seq (the next event's), app.reference,
-- app.recorded_at. It locks the tenant's row until the commit, so it comes late in a transaction. recorded_at grows by at least a
-- microsecond, whatever the clock does. Raises TC001 when the definitions have moved on from the version the change was checked against.
create function take_ticket(events integer, new_references integer, change_of_total integer, definitions bigint) returns void language plpgsql as $$
declare
  taken record;
begin
  update tenant t set seq = t.seq + events, last_reference = t.last_reference + new_references, incident_total = t.incident_total + change_of_total,
      recorded_at = greatest(recording_clock(), t.recorded_at + interval '1 microsecond')
    where t.tenant_id = current_setting('app.tenant_id') and (definitions is null or t.definitions_version = definitions)
    returning t.seq - events + 1 as seq, t.last_reference, t.recorded_at into taken;
  if not found then
    raise exception 'the definitions have moved on' using errcode = 'TC001';
  end if;
  perform set_config('app.seq', taken.seq::text, true), set_config('app.reference', taken.last_reference::text, true),
    set_config('app.recorded_at', taken.recorded_at::text, true);
end $$;

-- When what is being written is recorded: by the database's clock, the only one. An import brings along when it was recorded where it
-- comes from, which is never later than the clock. (least() passes over null.)
create function recording_clock() returns timestamptz language sql volatile as $$
  select least(nullif(current_setting('app.imported_at', true), '')::timestamptz, clock_timestamp())
$$;
-- What the ticket of this transaction says.
create function recorded_at() returns timestamptz language sql stable as $$ select current_setting('app.recorded_at')::timestamptz $$;
create function new_reference() returns bigint language sql stable as $$ select current_setting('app.reference')::bigint $$;

-- Appends the next event of the ticket. Who acts is what the transaction was begun with. also: [{"kind", "id", "lock"}, …].
create function append_event(event_id uuid, event_type text, subject_kind text, subject_id text, subject_lock integer, incident uuid, incident_number bigint,
  occurred timestamptz, why text, changed json, what json, seen_by text default 'all', also json default null) returns bigint language plpgsql as $$
declare
  tenant text := current_setting('app.tenant_id');
  number_of_event bigint := current_setting('app.seq')::bigint;
  recorded timestamptz := current_setting('app.recorded_at')::timestamptz;
  n integer;
begin
  perform set_config('app.seq', (number_of_event + 1)::text, true);
  if incident is not null then
    insert into incident_activity as a (tenant_id, incident_id, activity_at, events) values (tenant, incident, recorded, 1)
      on conflict (tenant_id, incident_id) do update set activity_at = excluded.activity_at, events = a.events + 1 returning a.events into n;
  end if;
  insert into event (tenant_id, seq, id, type, incident_id, number, incident_n, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id, reason, visibility, via)
    values (tenant, number_of_event, event_id, event_type, incident, incident_number, n, least(occurred, recorded), recorded,
      current_setting('app.actor_id'), current_setting('app.actor_name'), current_setting('app.actor_kind'), current_setting('app.request_id'), why, seen_by,
      current_setting('app.via'));
  insert into event_body (tenant_id, seq, changes, data) values (tenant, number_of_event, coalesce(changed, '[]'::json), what);
  insert into event_subject (tenant_id, seq, place, kind, id, lock) values (tenant, number_of_event, 0, subject_kind, subject_id, subject_lock);
  if also is not null then
    insert into event_subject (tenant_id, seq, place, kind, id, lock)
      select tenant, number_of_event, a.place, a.one ->> 'kind', a.one ->> 'id', (a.one ->> 'lock')::integer
      from json_array_elements(also) with ordinality as a (one, place);
  end if;
  return number_of_event;
end $$;
