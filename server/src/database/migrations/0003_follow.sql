-- What follows the log: cursors with leases, and promises of news.

-- Whoever is told of every event, in order: a webhook, mail. Each is a position in its tenant's log.
create table follower (
  tenant_id text collate "C" not null references tenant,
  kind text collate "C" not null,
  id uuid not null,
  -- last event dealt with
  cursor bigint not null check (cursor >= 0),
  -- goes no further than this (the replay of a stretch); null: follows for ever
  until_seq bigint,
  state text not null default 'active' check (state in ('active', 'stopped')),
  -- why it was stopped, for people
  stopped_reason text,
  -- failures in a row of the event after the cursor, since when, and the last one in words
  failures integer not null default 0,
  failing_since timestamptz,
  last_error text,
  next_try_at timestamptz not null default '-infinity',
  -- The process that works on it, and until when nobody else may. The fence grows with each taking: who comes back late finds
  -- another number here and changes nothing.
  lease_owner uuid,
  lease_until timestamptz,
  fence bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, kind, id)
);
create index follower_due on follower (next_try_at) where state = 'active';
create index follower_leased on follower (lease_owner) where lease_owner is not null;

-- Each time news was promised (next_update set to a moment still ahead), and what became of it.
create table promise (
  tenant_id text collate "C" not null references tenant,
  incident_id uuid not null,
  -- version of the incident that made it
  made_lock integer not null,
  number bigint not null,
  made_at timestamptz not null,
  made_by text not null,
  due_at timestamptz not null,
  -- first news after it was made: an update posted, another next_update, the resolution
  news_at timestamptz,
  -- from when on it is no longer owed, and why
  ended_at timestamptz,
  ended_by text check (ended_by in ('replaced', 'withdrawn', 'resolved', 'deleted')),
  -- the events about it, each written once
  due_seq bigint,
  overdue_seq bigint,
  primary key (tenant_id, incident_id, made_lock),
  check ((ended_at is null) = (ended_by is null))
);
-- an incident owes news at one moment only
create unique index promise_open on promise (tenant_id, incident_id) where ended_at is null;
create index promise_warn on promise (due_at) where ended_at is null and due_seq is null;
create index promise_pass on promise (due_at) where ended_at is null and overdue_seq is null;
create index promise_period on promise (tenant_id, due_at);

-- the bin, oldest first, whatever the tenant
create index incident_retention on incident (deleted_at) where deleted_at is not null;

do $$
declare
  name text;
begin
  foreach name in array array['follower', 'promise'] loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format('create policy tenant_isolation on %I using (tenant_id = (select current_setting(''app.tenant_id'', true)))', name);
    -- backup and restore
    execute format('create policy operations on %I using ((select current_setting(''app.scope'', true)) = ''operations'')', name);
    -- who has something to do
    execute format('create policy follower on %I using ((select current_setting(''app.scope'', true)) = ''follower'')', name);
  end loop;
end $$;
-- how far each log has come
create policy follower on tenant for select using ((select current_setting('app.scope', true)) = 'follower');
-- expired keys; what lay in the bin for long enough
create policy follower on idempotency_key using ((select current_setting('app.scope', true)) = 'follower');
create policy follower on incident for select using ((select current_setting('app.scope', true)) = 'follower');
