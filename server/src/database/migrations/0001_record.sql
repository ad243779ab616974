-- The record and its log. Statements run with search_path set to the service's schema.

-- One row: what this life of the database is.
create table instance (
  only_row boolean primary key default true check (only_row),
  -- each life of a database has its own; a restore from a backup starts a new one
  epoch uuid not null,
  -- grows with every change of the code tables and attribute definitions
  definitions_version bigint not null default 1,
  -- signs cursors, so that one can't be made up or carried to another tenant
  secret bytea not null,
  created_at timestamptz not null default now()
);

create table tenant (
  tenant_id text collate "C" primary key,
  name text not null,
  -- last number given in the tenant's log: gap-free, in commit order, since this row is locked from its update to the commit
  seq bigint not null default 0,
  last_reference bigint not null default 0,
  -- instant of the last event; the next one is later by at least a microsecond
  recorded_at timestamptz not null default '-infinity',
  -- live incidents, so that an unfiltered total costs nothing
  incident_total bigint not null default 0,
  -- equals instance.definitions_version: a write checks it where it takes its seq
  definitions_version bigint not null,
  created_at timestamptz not null default now(),
  suspended_at timestamptz
);

create table incident_type (
  code text collate "C" primary key,
  label text not null,
  rank integer not null,
  color text,
  active boolean not null default true
);
create table incident_status (like incident_type including all, category text not null check (category in ('new', 'active', 'resolved', 'closed')));
create table incident_severity (like incident_type including all);

create table attribute_definition (
  -- never used again: values are keyed by it, so a removed definition hides its values and a new one of the name starts empty
  id integer generated always as identity primary key,
  name text not null,
  name_key text collate "C" not null unique,
  type text not null check (type in ('STRING', 'NUMBER', 'BOOLEAN', 'DATE', 'DATETIME', 'ENUM')),
  options json,
  description text not null default '',
  created_at timestamptz not null default now(),
  created_by text not null
);

create table incident (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  number bigint not null,
  name text collate "C" not null,
  description text collate "C" not null,
  reported_by text collate "C" not null,
  status text collate "C" not null references incident_status,
  type text collate "C" not null references incident_type,
  severity text collate "C" references incident_severity, -- null: not assessed
  date text not null, -- as it came
  date_epoch numeric(21, 9) not null, -- the same instant, seconds since 1970
  location text collate "C" not null,
  next_update bigint not null,
  resolved_date text,
  resolved_epoch numeric(21, 9),
  backdated boolean not null,
  attributes jsonb, -- by id of the definition
  created_at timestamptz not null,
  created_by text not null,
  created_by_id text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  updated_by_id text not null,
  occ_lock integer not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index incident_number on incident (tenant_id, number);
create index incident_created on incident (tenant_id, created_at, id) where deleted_at is null;
create index incident_updated on incident (tenant_id, updated_at, id) where deleted_at is null;
create index incident_date on incident (tenant_id, date_epoch, id) where deleted_at is null;
create index incident_status_created on incident (tenant_id, status, created_at, id) where deleted_at is null;
create index incident_promise on incident (tenant_id, next_update, id) where deleted_at is null and next_update > 0 and resolved_date is null;
create index incident_bin on incident (tenant_id, deleted_at, id) where deleted_at is not null;

create table comment (
  tenant_id text collate "C" not null,
  id uuid not null,
  incident_id uuid not null,
  user_id text not null,
  name text not null,
  text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  occ_lock integer not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, incident_id) references incident (tenant_id, id)
);
create index comment_incident on comment (tenant_id, incident_id, created_at, id);

-- The log: who, when and what kind. Inserted, never changed.
create table event (
  tenant_id text collate "C" not null references tenant,
  seq bigint not null,
  id uuid not null,
  type text not null,
  incident_id uuid,
  number bigint,
  comment_id uuid,
  comment_lock integer,
  occ_lock integer,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  actor_kind text not null check (actor_kind in ('user', 'token', 'system', 'import')),
  request_id text not null,
  reason text,
  primary key (tenant_id, seq)
);
create index event_incident on event (tenant_id, incident_id, seq) where incident_id is not null;
create index event_removed on event (tenant_id, seq) where type = 'attribute.removed';
-- each version of an incident is recorded exactly once
create unique index event_version on event (tenant_id, incident_id, occ_lock)
  where type in ('incident.created', 'incident.updated', 'incident.deleted', 'incident.restored', 'incident.purged');

-- What an event says besides; only a purge deletes here.
create table event_body (
  tenant_id text collate "C" not null,
  seq bigint not null,
  changes json not null,
  data json,
  primary key (tenant_id, seq)
);

-- Search text and attribute tokens of incidents and comments. Without a row policy, since under one no text operator may use an index;
-- every statement names the tenant, and only ids leave it, joined to incident under its policy.
create table incident_search (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  comment_id uuid,
  content text collate "C" not null,
  grams integer[] not null
);
create unique index incident_search_document on incident_search (tenant_id, incident_id, comment_id) nulls not distinct;
create index incident_search_grams on incident_search using gin (grams);
alter table incident_search alter column grams set statistics 500;

create table idempotency_key (
  tenant_id text collate "C" not null references tenant,
  user_id text not null,
  path text not null,
  key_hash bytea not null,
  body_hash bytea not null,
  status integer,
  headers json,
  body bytea,
  incident_id uuid,
  expires_at timestamptz not null,
  primary key (tenant_id, user_id, path, key_hash)
);
create index idempotency_key_expiry on idempotency_key (expires_at);
create index idempotency_key_incident on idempotency_key (tenant_id, incident_id) where incident_id is not null;

-- The log can't be rewritten, by whomever: privileges refuse it to the service, this refuses it to the owner's slips.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on event for each row execute function refuse_rewriting();
create trigger no_truncate before truncate on event for each statement execute function refuse_rewriting();
create trigger no_update before update on event_body for each row execute function refuse_rewriting();
create trigger no_truncate before truncate on event_body for each statement execute function refuse_rewriting();

-- A change of an incident that no event records can't commit, whichever code made it.
create function require_event() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.occ_lock <> old.occ_lock + 1 then
    raise exception 'incident %: occ_lock went from % to %', new.id, old.occ_lock, new.occ_lock;
  end if;
  perform 1 from event where tenant_id = new.tenant_id and incident_id = new.id and occ_lock = new.occ_lock
    and type in ('incident.created', 'incident.updated', 'incident.deleted', 'incident.restored', 'incident.purged');
  if not found then
    raise exception 'incident %: version % has no event', new.id, new.occ_lock;
  end if;
  return null;
end $$;
create constraint trigger recorded after insert or update on incident deferrable initially deferred
  for each row execute function require_event();

do $$
declare
  name text;
begin
  foreach name in array array['tenant', 'incident', 'comment', 'event', 'event_body', 'idempotency_key'] loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format('create policy tenant_isolation on %I using (tenant_id = (select current_setting(''app.tenant_id'', true)))', name);
    -- backup and restore
    execute format('create policy operations on %I using ((select current_setting(''app.scope'', true)) = ''operations'')', name);
  end loop;
end $$;
-- a tenant's first token; naming, suspending
create policy identity on tenant using ((select current_setting('app.scope', true)) = 'identity');
-- a change of the instance's definitions is written into every tenant's log, and asks who uses them
create policy instance on tenant using ((select current_setting('app.scope', true)) = 'instance');
create policy instance on event for insert with check ((select current_setting('app.scope', true)) = 'instance');
create policy instance on event_body for insert with check ((select current_setting('app.scope', true)) = 'instance');
create policy instance on incident for select using ((select current_setting('app.scope', true)) = 'instance');
create policy instance on idempotency_key using ((select current_setting('app.scope', true)) = 'instance');

insert into instance (epoch, secret) values (gen_random_uuid(), decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

insert into incident_status (code, label, rank, category, color) values
  ('NEW', 'New', 1, 'new', null), ('OPEN', 'Open', 2, 'active', null), ('INVESTIGATING', 'Investigating', 3, 'active', null),
  ('MONITORING', 'Monitoring', 4, 'active', null), ('RESOLVED', 'Resolved', 5, 'resolved', null), ('CLOSED', 'Closed', 6, 'closed', null);
insert into incident_type (code, label, rank, color) values
  ('SECURITY', 'Security', 1, null), ('SYSTEM_FAILURE', 'System failure', 2, null), ('PERFORMANCE', 'Performance', 3, null),
  ('SAFETY', 'Safety', 4, null), ('FACILITY', 'Facility', 5, null), ('MAINTENANCE', 'Maintenance', 6, null), ('OTHERS', 'Others', 7, null);
insert into incident_severity (code, label, rank, color) values
  ('CRITICAL', 'Critical', 1, null), ('MAJOR', 'Major', 2, null), ('MODERATE', 'Moderate', 3, null), ('MINOR', 'Minor', 4, null), ('LOW', 'Low', 5, null);
