-- What leaves the service: webhooks and mail. Both follow the log by a row of `follower` with the same id.

create table webhook (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  url text not null,
  types text[] not null,
  description text not null default '',
  -- sealed (webhook/secret.ts); the one before is used as well until previous_until
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamptz,
  created_at timestamptz not null default now(),
  created_by text not null,
  created_by_id text not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- A stretch of history being sent again: a follower of its own, that ends by itself.
create table webhook_replay (
  tenant_id text collate "C" not null,
  id uuid not null,
  webhook_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, webhook_id) references webhook (tenant_id, id) on delete cascade
);
create index webhook_replay_of on webhook_replay (tenant_id, webhook_id);

-- Each attempt, for people: what was sent is in the log and not here.
create table webhook_delivery (
  tenant_id text collate "C" not null,
  webhook_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('event', 'replay', 'ping')),
  -- null: a ping
  seq bigint,
  event_type text not null,
  incident_id uuid,
  message_id text not null,
  attempted_at timestamptz not null,
  duration_ms integer not null,
  succeeded boolean not null,
  -- null: there was no answer
  status integer,
  error text,
  -- the beginning of the answer; a purge of the incident removes it
  response text,
  -- null: there is none
  next_try_at timestamptz,
  primary key (tenant_id, webhook_id, attempted_at, id),
  foreign key (tenant_id, webhook_id) references webhook (tenant_id, id) on delete cascade
);
create index webhook_delivery_incident on webhook_delivery (tenant_id, incident_id) where incident_id is not null and response is not null;
create index webhook_delivery_age on webhook_delivery (attempted_at);

-- Neither feature knows the other, so the purge of an incident is told here.
create function forget_deliveries() returns trigger language plpgsql as $$
begin
  update webhook_delivery set response = null where tenant_id = old.tenant_id and incident_id = old.id and response is not null;
  return null;
end $$;
create trigger forget_deliveries after delete on incident for each row execute function forget_deliveries();

-- One person's address follows one incident, or those a filter finds.
create table mail_subscription (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  email text not null,
  -- exactly one of the two; a purged incident is forgotten with its subscriptions
  incident_id uuid,
  filter jsonb,
  owner_id text not null,
  owner_name text not null,
  -- of the embedded provider, or the API token: the subscription ends with it
  account_id uuid,
  token_id uuid,
  created_at timestamptz not null default now(),
  -- null: nothing is sent to it yet but the question whether it may be
  confirmed_at timestamptz,
  -- when that question is to be sent (again); null: it was
  ask_at timestamptz,
  asked integer not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, incident_id) references incident (tenant_id, id) on delete cascade,
  check ((incident_id is null) <> (filter is null))
);
create index mail_subscription_owner on mail_subscription (tenant_id, owner_id);
create index mail_subscription_incident on mail_subscription (tenant_id, incident_id) where incident_id is not null;
create index mail_subscription_ask on mail_subscription (ask_at) where ask_at is not null;

-- What the mail server took, written the moment it did: until the cursor has moved past it, it tells what not to send again.
create table mail_sent (
  tenant_id text collate "C" not null,
  subscription_id uuid not null,
  seq bigint not null,
  sent_at timestamptz not null default now(),
  primary key (tenant_id, subscription_id, seq),
  foreign key (tenant_id, subscription_id) references mail_subscription (tenant_id, id) on delete cascade
);

-- A follower goes with what it follows for, whichever way that went.
create function end_following() returns trigger language plpgsql as $$
begin
  delete from follower where tenant_id = old.tenant_id and kind = tg_argv[0] and id = old.id;
  return null;
end $$;
create trigger end_following after delete on webhook for each row execute function end_following('webhook');
create trigger end_following after delete on webhook_replay for each row execute function end_following('webhook_replay');
create trigger end_following after delete on mail_subscription for each row execute function end_following('mail');

do $$
declare
  name text;
begin
  foreach name in array array['webhook', 'webhook_replay', 'webhook_delivery', 'mail_subscription', 'mail_sent'] loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format('create policy tenant_isolation on %I using (tenant_id = (select current_setting(''app.tenant_id'', true)))', name);
    -- backup and restore
    execute format('create policy operations on %I using ((select current_setting(''app.scope'', true)) = ''operations'')', name);
  end loop;
end $$;
-- old attempts are swept; addresses not yet asked are looked for
create policy follower on webhook_delivery using ((select current_setting('app.scope', true)) = 'follower');
create policy follower on mail_subscription using ((select current_setting('app.scope', true)) = 'follower');
