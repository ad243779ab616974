-- Bytes of answers kept under an Idempotency-Key, by the hour in which they were kept: what a tenant's quota is held against.
create table kept_answers (
  tenant_id text collate "C" not null references tenant,
  hour timestamptz not null,
  bytes bigint not null,
  primary key (tenant_id, hour)
) with (fillfactor = 50);
create index kept_answers_age on kept_answers (hour);
alter table kept_answers enable row level security, force row level security;
create policy tenant_isolation on kept_answers using (tenant_id = (select current_setting('app.tenant_id', true)));
create policy follower on kept_answers using ((select current_setting('app.scope', true)) = 'follower');
create policy operations on kept_answers using ((select current_setting('app.scope', true)) = 'operations');

-- Counts an answer before it is kept. Who keeps one holds the row of the hour until the commit, so that the sum is that of all.
create function keep_answer(amount bigint, most bigint) returns void language plpgsql as $$
declare
  tenant text := current_setting('app.tenant_id');
begin
  insert into kept_answers as k (tenant_id, hour, bytes) values (tenant, date_trunc('hour', clock_timestamp()), amount)
    on conflict (tenant_id, hour) do update set bytes = k.bytes + excluded.bytes;
  if (select sum(bytes) from kept_answers where tenant_id = tenant and hour > clock_timestamp() - interval '25 hours') > most then
    raise exception 'the quota of kept answers is used up' using errcode = 'TC002';
  end if;
end $$;

-- What there is, as if kept when its key was made.
alter table kept_answers no force row level security;
alter table idempotency_key no force row level security;
insert into kept_answers (tenant_id, hour, bytes)
  select tenant_id, date_trunc('hour', expires_at - interval '24 hours'), sum(512 + coalesce(octet_length(body), 0)) from idempotency_key group by 1, 2;
alter table kept_answers force row level security;
alter table idempotency_key force row level security;

-- Which fields an event changed, readable without reading what they were changed to: walks through a long history read no more than that.
create function changed_fields(changes json) returns text[] language sql immutable strict parallel safe as
  $$ select coalesce(array_agg(c ->> 'field'), '{}') from json_array_elements(changes) c $$;
alter table event_body add column fields text[] generated always as (changed_fields(changes)) stored;

-- Whose an API token is, as far as counting requests goes: the person who made it, or made the token that made it.
alter table api_token no force row level security;
alter table api_token add column person text;
with recursive line as (
  select tenant_id, id, created_by_id as person from api_token where parent_id is null
  union all
  select t.tenant_id, t.id, line.person from api_token t join line on line.tenant_id = t.tenant_id and line.id = t.parent_id
)
update api_token t set person = line.person from line where line.tenant_id = t.tenant_id and line.id = t.id;
alter table api_token alter column person set not null;
alter table api_token force row level security;

-- Requests of a person in a minute, taken by the processes in lots, where RATE_LIMIT is set. A crash forgets them, and no more than a minute.
create unlogged table request_lot (
  tenant_id text collate "C" not null,
  person text not null,
  -- of the minute
  ends_at timestamptz not null,
  taken integer not null,
  -- how many the last one who asked was given
  lot integer not null,
  primary key (tenant_id, person)
);
create index request_lot_age on request_lot (ends_at);
alter table request_lot enable row level security, force row level security;
create policy tenant_isolation on request_lot using (tenant_id = (select current_setting('app.tenant_id', true)));
create policy follower on request_lot using ((select current_setting('app.scope', true)) = 'follower');
create policy operations on request_lot using ((select current_setting('app.scope', true)) = 'operations');
