-- The schema as the migrations leave it, written down by npm run generate from an empty database, to be read and reviewed.
-- Migrations make the schema; this file is never run. The role the service acts as is called "service" here.

create table account (
  tenant_id text collate "C" not null,
  id uuid not null,
  email text not null,
  email_key text collate "C" not null,
  name text not null,
  role text not null,
  password_hash text not null,
  active boolean default true not null,
  credential_version integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  updated_at timestamp with time zone default now() not null,
  last_sign_in_at timestamp with time zone,
  constraint account_pkey PRIMARY KEY (tenant_id, id),
  constraint account_email_key_key UNIQUE (email_key),
  constraint account_role_check CHECK (role = ANY (ARRAY['viewer'::text, 'responder'::text, 'admin'::text, 'deployer'::text])),
  constraint account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE UNIQUE INDEX account_id ON account USING btree (id);
alter table account enable row level security, force row level security;
create policy identity on account using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on account using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on account using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER forget_views AFTER DELETE ON account FOR EACH ROW EXECUTE FUNCTION forget_views('');
grant delete, insert, select, update on account to service;

create table api_token (
  tenant_id text collate "C" not null,
  id uuid not null,
  name text not null,
  role text not null,
  hash bytea not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  created_by_id text not null,
  owner_id uuid,
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  parent_id uuid,
  person text not null,
  constraint api_token_pkey PRIMARY KEY (tenant_id, id),
  constraint api_token_hash_key UNIQUE (hash),
  constraint api_token_role_check CHECK (role = ANY (ARRAY['viewer'::text, 'responder'::text, 'admin'::text, 'deployer'::text])),
  constraint api_token_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES api_token(tenant_id, id) ON DELETE CASCADE,
  constraint api_token_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX api_token_children ON api_token USING btree (tenant_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX api_token_owner ON api_token USING btree (owner_id) WHERE owner_id IS NOT NULL;
alter table api_token enable row level security, force row level security;
create policy identity on api_token using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on api_token using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on api_token using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER forget_views AFTER DELETE ON api_token FOR EACH ROW EXECUTE FUNCTION forget_views('token:');
grant delete, insert, select, update on api_token to service;

create table attribute_definition (
  id integer generated always as identity not null,
  name text not null,
  name_key text collate "C" not null,
  type text not null,
  description text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  label text,
  labels json default '{}'::json not null,
  choices json,
  help text default ''::text not null,
  placement json default '{"types":null,"group":"","rank":0}'::json not null,
  active boolean default true not null,
  constraint attribute_definition_pkey PRIMARY KEY (id),
  constraint attribute_definition_name_key_key UNIQUE (name_key),
  constraint attribute_definition_type_check CHECK (type = ANY (ARRAY['STRING'::text, 'NUMBER'::text, 'INTEGER'::text, 'BOOLEAN'::text, 'DATE'::text, 'DATETIME'::text, 'ENUM'::text]))
);
grant delete, insert, select, update on attribute_definition to service;

create table comment (
  tenant_id text collate "C" not null,
  id uuid not null,
  incident_id uuid not null,
  user_id text not null,
  name text not null,
  text text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  occ_lock integer default 0 not null,
  occurred_at timestamp with time zone,
  constraint comment_pkey PRIMARY KEY (tenant_id, id),
  constraint comment_tenant_id_incident_id_fkey FOREIGN KEY (tenant_id, incident_id) REFERENCES incident(tenant_id, id)
);
CREATE INDEX comment_incident ON comment USING btree (tenant_id, incident_id, created_at, id);
alter table comment enable row level security, force row level security;
create policy operations on comment using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on comment using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();
CREATE CONSTRAINT TRIGGER recorded AFTER INSERT OR DELETE OR UPDATE ON comment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_event('comment', 'comment.deleted', 'of incident');
grant delete, insert, select, update on comment to service;

create table event (
  tenant_id text collate "C" not null,
  seq bigint not null,
  id uuid not null,
  type text not null,
  incident_id uuid,
  number bigint,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor_id text not null,
  actor_name text not null,
  actor_kind text not null,
  request_id text not null,
  reason text,
  incident_n integer,
  visibility text default 'all'::text not null,
  via text default 'api'::text not null,
  digests bytea,
  constraint event_pkey PRIMARY KEY (tenant_id, seq),
  constraint event_actor_kind_check CHECK (actor_kind = ANY (ARRAY['user'::text, 'token'::text, 'system'::text, 'import'::text])),
  constraint event_via_check CHECK (via = ANY (ARRAY['api'::text, 'console'::text, 'cli'::text, 'paper'::text, 'mcp'::text, 'mail'::text, 'intake'::text, 'import'::text])),
  constraint event_visibility_check CHECK (visibility = ANY (ARRAY['all'::text, 'admin'::text])),
  constraint event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX event_incident ON event USING btree (tenant_id, incident_id, seq) WHERE incident_id IS NOT NULL;
CREATE INDEX event_removed ON event USING btree (tenant_id, seq) WHERE type = 'attribute.removed'::text;
alter table event enable row level security, force row level security;
create policy instance on event for insert with check ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'instance'::text);
create policy operations on event using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on event using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
grant insert, select on event to service;

create table event_body (
  tenant_id text collate "C" not null,
  seq bigint not null,
  changes json not null,
  data json,
  fields text[] generated always as (changed_fields(changes)) stored,
  constraint event_body_pkey PRIMARY KEY (tenant_id, seq)
);
alter table event_body enable row level security, force row level security;
create policy instance on event_body for insert with check ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'instance'::text);
create policy operations on event_body using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on event_body using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON event_body FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_update BEFORE UPDATE ON event_body FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE CONSTRAINT TRIGGER removal_recorded AFTER DELETE ON event_body DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_purge_of_body();
grant delete, insert, select on event_body to service;

create table event_subject (
  tenant_id text collate "C" not null,
  seq bigint not null,
  place smallint not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  lock integer,
  constraint event_subject_pkey PRIMARY KEY (tenant_id, seq, place)
);
CREATE UNIQUE INDEX event_subject_version ON event_subject USING btree (tenant_id, kind, id, lock);
alter table event_subject enable row level security, force row level security;
create policy instance on event_subject for insert with check ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'instance'::text);
create policy operations on event_subject using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on event_subject using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON event_subject FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON event_subject FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
grant insert, select on event_subject to service;

create table follower (
  tenant_id text collate "C" not null,
  kind text collate "C" not null,
  id uuid not null,
  cursor bigint not null,
  until_seq bigint,
  state text default 'active'::text not null,
  stopped_reason text,
  failures integer default 0 not null,
  failing_since timestamp with time zone,
  last_error text,
  next_try_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  lease_owner uuid,
  lease_until timestamp with time zone,
  fence bigint default 0 not null,
  created_at timestamp with time zone default now() not null,
  set_aside bigint default 0 not null,
  set_aside_in_row integer default 0 not null,
  set_aside_seq bigint,
  set_aside_at timestamp with time zone,
  set_aside_error text,
  constraint follower_pkey PRIMARY KEY (tenant_id, kind, id),
  constraint follower_cursor_check CHECK (cursor >= 0),
  constraint follower_state_check CHECK (state = ANY (ARRAY['active'::text, 'stopped'::text])),
  constraint follower_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX follower_due ON follower USING btree (next_try_at) WHERE state = 'active'::text;
CREATE INDEX follower_leased ON follower USING btree (lease_owner) WHERE lease_owner IS NOT NULL;
alter table follower enable row level security, force row level security;
create policy follower on follower using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on follower using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on follower using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on follower to service;

create table idempotency_key (
  tenant_id text collate "C" not null,
  user_id text not null,
  path text not null,
  key_hash bytea not null,
  body_hash bytea not null,
  status integer,
  headers json,
  body bytea,
  incident_id uuid,
  expires_at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (tenant_id, user_id, path, key_hash),
  constraint idempotency_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX idempotency_key_expiry ON idempotency_key USING btree (expires_at);
CREATE INDEX idempotency_key_incident ON idempotency_key USING btree (tenant_id, incident_id) WHERE incident_id IS NOT NULL;
alter table idempotency_key enable row level security, force row level security;
create policy follower on idempotency_key using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy instance on idempotency_key using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'instance'::text);
create policy operations on idempotency_key using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on idempotency_key using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on idempotency_key to service;

create table incident (
  tenant_id text collate "C" not null,
  id uuid not null,
  number bigint not null,
  name text collate "C" not null,
  description text collate "C" not null,
  reported_by text collate "C" not null,
  status text collate "C" not null,
  type text collate "C" not null,
  severity text collate "C",
  date text not null,
  date_epoch numeric(21,9) not null,
  location text collate "C" not null,
  next_update bigint not null,
  resolved_date text,
  resolved_epoch numeric(21,9),
  backdated boolean not null,
  attributes jsonb,
  created_at timestamp with time zone not null,
  created_by text not null,
  created_by_id text not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  updated_by_id text not null,
  occ_lock integer not null,
  deleted_at timestamp with time zone,
  date_us bigint generated always as (floor(date_epoch * 1000000::numeric)::bigint) stored not null,
  resolved_us bigint generated always as (floor(resolved_epoch * 1000000::numeric)::bigint) stored,
  external_id text collate "C",
  constraint incident_pkey PRIMARY KEY (tenant_id, id),
  constraint incident_severity_fkey FOREIGN KEY (severity) REFERENCES incident_severity(code),
  constraint incident_status_fkey FOREIGN KEY (status) REFERENCES incident_status(code),
  constraint incident_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint incident_type_fkey FOREIGN KEY (type) REFERENCES incident_type(code)
);
CREATE INDEX incident_bin ON incident USING btree (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX incident_created ON incident USING btree (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_date ON incident USING btree (tenant_id, date_us, date_epoch, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX incident_external_id ON incident USING btree (tenant_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX incident_name ON incident USING btree (tenant_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_next_update ON incident USING btree (tenant_id, next_update, created_at, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX incident_number ON incident USING btree (tenant_id, number);
CREATE INDEX incident_promise ON incident USING btree (tenant_id, next_update, id) WHERE deleted_at IS NULL AND next_update > 0 AND resolved_date IS NULL;
CREATE INDEX incident_resolved ON incident USING btree (tenant_id, resolved_us, resolved_epoch, created_at, id) INCLUDE (date_epoch) WHERE deleted_at IS NULL;
CREATE INDEX incident_retention ON incident USING btree (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX incident_severity_created ON incident USING btree (tenant_id, severity, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_status_created ON incident USING btree (tenant_id, status, created_at, id) INCLUDE (severity, type, next_update, date_epoch, resolved_epoch) WHERE deleted_at IS NULL;
CREATE INDEX incident_type_created ON incident USING btree (tenant_id, type, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_updated ON incident USING btree (tenant_id, updated_at, id) WHERE deleted_at IS NULL;
alter table incident enable row level security, force row level security;
create policy follower on incident for select using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy instance on incident for select using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'instance'::text);
create policy operations on incident using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on incident using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER counted AFTER INSERT OR DELETE ON incident FOR EACH ROW EXECUTE FUNCTION count_incident();
CREATE TRIGGER counted_anew AFTER UPDATE ON incident FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status OR old.type IS DISTINCT FROM new.type OR old.severity IS DISTINCT FROM new.severity OR (old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL) OR COALESCE(old.resolved_epoch >= old.date_epoch, false) IS DISTINCT FROM COALESCE(new.resolved_epoch >= new.date_epoch, false)) EXECUTE FUNCTION count_incident();
CREATE TRIGGER forget_deliveries AFTER DELETE ON incident FOR EACH ROW EXECUTE FUNCTION forget_deliveries();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON incident FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();
CREATE CONSTRAINT TRIGGER recorded AFTER INSERT OR DELETE OR UPDATE ON incident DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_event('incident', 'incident.purged');
grant delete, insert, select, update on incident to service;

create table incident_activity (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  activity_at timestamp with time zone not null,
  events integer not null,
  constraint incident_activity_pkey PRIMARY KEY (tenant_id, incident_id)
);
CREATE INDEX incident_activity_order ON incident_activity USING btree (tenant_id, activity_at, incident_id);
alter table incident_activity enable row level security, force row level security;
create policy operations on incident_activity using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on incident_activity using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on incident_activity to service;

create table incident_count (
  tenant_id text collate "C" not null,
  status text collate "C" not null,
  type text collate "C" not null,
  severity text collate "C" not null,
  incidents bigint not null,
  timed bigint not null,
  constraint incident_count_pkey PRIMARY KEY (tenant_id, status, type, severity),
  constraint incident_count_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table incident_count enable row level security, force row level security;
create policy operations on incident_count using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on incident_count using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on incident_count to service;

create table incident_search (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  record_id uuid,
  content text collate "C" not null,
  grams integer[] not null,
  form smallint default 2 not null
);
CREATE UNIQUE INDEX incident_search_document ON incident_search USING btree (tenant_id, incident_id, record_id) NULLS NOT DISTINCT;
CREATE INDEX incident_search_form ON incident_search USING btree (tenant_id, incident_id) WHERE form < 2;
CREATE INDEX incident_search_grams ON incident_search USING gin (grams);
alter table incident_search alter column grams set statistics 500;
grant delete, insert, select, update on incident_search to service;

create table incident_severity (
  code text collate "C" not null,
  label text not null,
  rank integer not null,
  color text,
  active boolean default true not null,
  constraint incident_severity_pkey PRIMARY KEY (code)
);
grant delete, insert, select, update on incident_severity to service;

create table incident_status (
  code text collate "C" not null,
  label text not null,
  rank integer not null,
  color text,
  active boolean default true not null,
  category text not null,
  constraint incident_status_pkey PRIMARY KEY (code),
  constraint incident_status_category_check CHECK (category = ANY (ARRAY['new'::text, 'active'::text, 'resolved'::text, 'closed'::text]))
);
grant delete, insert, select, update on incident_status to service;

create table incident_type (
  code text collate "C" not null,
  label text not null,
  rank integer not null,
  color text,
  active boolean default true not null,
  constraint incident_type_pkey PRIMARY KEY (code)
);
grant delete, insert, select, update on incident_type to service;

create table instance (
  only_row boolean default true not null,
  epoch uuid not null,
  definitions_version bigint default 1 not null,
  secret bytea not null,
  created_at timestamp with time zone default now() not null,
  outbound_paused_at timestamp with time zone,
  outbound_paused_by text,
  constraint instance_pkey PRIMARY KEY (only_row),
  constraint instance_only_row_check CHECK (only_row)
);
grant delete, insert, select, update on instance to service;

create table kept_answers (
  tenant_id text collate "C" not null,
  hour timestamp with time zone not null,
  bytes bigint not null,
  constraint kept_answers_pkey PRIMARY KEY (tenant_id, hour),
  constraint kept_answers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX kept_answers_age ON kept_answers USING btree (hour);
alter table kept_answers enable row level security, force row level security;
create policy follower on kept_answers using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on kept_answers using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on kept_answers using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on kept_answers to service;

create table mail_sent (
  tenant_id text collate "C" not null,
  subscription_id uuid not null,
  seq bigint not null,
  sent_at timestamp with time zone default now() not null,
  constraint mail_sent_pkey PRIMARY KEY (tenant_id, subscription_id, seq),
  constraint mail_sent_tenant_id_subscription_id_fkey FOREIGN KEY (tenant_id, subscription_id) REFERENCES mail_subscription(tenant_id, id) ON DELETE CASCADE
);
alter table mail_sent enable row level security, force row level security;
create policy operations on mail_sent using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on mail_sent using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on mail_sent to service;

create table mail_subscription (
  tenant_id text collate "C" not null,
  id uuid not null,
  email text not null,
  incident_id uuid,
  filter jsonb,
  owner_id text not null,
  owner_name text not null,
  account_id uuid,
  token_id uuid,
  created_at timestamp with time zone default now() not null,
  confirmed_at timestamp with time zone,
  ask_at timestamp with time zone,
  asked integer default 0 not null,
  ask_error text,
  constraint mail_subscription_pkey PRIMARY KEY (tenant_id, id),
  constraint mail_subscription_check CHECK ((incident_id IS NULL) <> (filter IS NULL)),
  constraint mail_subscription_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id),
  constraint mail_subscription_tenant_id_incident_id_fkey FOREIGN KEY (tenant_id, incident_id) REFERENCES incident(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_subscription_ask ON mail_subscription USING btree (ask_at) WHERE ask_at IS NOT NULL;
CREATE INDEX mail_subscription_incident ON mail_subscription USING btree (tenant_id, incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX mail_subscription_owner ON mail_subscription USING btree (tenant_id, owner_id);
alter table mail_subscription enable row level security, force row level security;
create policy follower on mail_subscription using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on mail_subscription using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on mail_subscription using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER end_following AFTER DELETE ON mail_subscription FOR EACH ROW EXECUTE FUNCTION end_following('mail');
grant delete, insert, select, update on mail_subscription to service;

create table migration (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (version)
);
grant select on migration to service;

create table presence (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  user_id text collate "C" not null,
  session text collate "C" not null,
  name text not null,
  field text,
  since timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint presence_pkey PRIMARY KEY (tenant_id, incident_id, user_id, session)
);
CREATE INDEX presence_expiry ON presence USING btree (expires_at);
alter table presence enable row level security, force row level security;
create policy follower on presence using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on presence using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on presence using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on presence to service;

create table promise (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  made_lock integer not null,
  number bigint not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  due_at timestamp with time zone not null,
  news_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  due_seq bigint,
  overdue_seq bigint,
  constraint promise_pkey PRIMARY KEY (tenant_id, incident_id, made_lock),
  constraint promise_check CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  constraint promise_ended_by_check CHECK (ended_by = ANY (ARRAY['replaced'::text, 'withdrawn'::text, 'resolved'::text, 'deleted'::text])),
  constraint promise_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE UNIQUE INDEX promise_open ON promise USING btree (tenant_id, incident_id) WHERE ended_at IS NULL;
CREATE INDEX promise_pass ON promise USING btree (due_at) WHERE ended_at IS NULL AND overdue_seq IS NULL;
CREATE INDEX promise_period ON promise USING btree (tenant_id, due_at);
CREATE INDEX promise_warn ON promise USING btree (due_at) WHERE ended_at IS NULL AND due_seq IS NULL;
alter table promise enable row level security, force row level security;
create policy follower on promise using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on promise using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on promise using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on promise to service;

create table provider_issuer (
  issuer text collate "C" not null,
  registered_at timestamp with time zone default now() not null,
  constraint provider_issuer_pkey PRIMARY KEY (issuer)
);
alter table provider_issuer enable row level security, force row level security;
create policy identity on provider_issuer using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on provider_issuer using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
grant delete, insert, select, update on provider_issuer to service;

create table provider_key (
  id text collate "C" not null,
  kind text not null,
  value json not null,
  created_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  tokens_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint provider_key_pkey PRIMARY KEY (id),
  constraint provider_key_kind_check CHECK (kind = ANY (ARRAY['signing'::text, 'cookie'::text]))
);
alter table provider_key enable row level security, force row level security;
create policy identity on provider_key using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on provider_key using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
grant delete, insert, select, update on provider_key to service;

create table provider_state (
  model text collate "C" not null,
  id_hash bytea not null,
  payload bytea not null,
  grant_id text collate "C",
  uid text collate "C",
  account_id text collate "C",
  consumed_at timestamp with time zone,
  expires_at timestamp with time zone,
  credential_version integer,
  constraint provider_state_pkey PRIMARY KEY (model, id_hash)
);
CREATE INDEX provider_state_account ON provider_state USING btree (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX provider_state_expiry ON provider_state USING btree (expires_at);
CREATE INDEX provider_state_grant ON provider_state USING btree (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX provider_state_uid ON provider_state USING btree (uid) WHERE uid IS NOT NULL;
alter table provider_state enable row level security, force row level security;
create policy identity on provider_state using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on provider_state using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
grant delete, insert, select, update on provider_state to service;

create table request_lot (
  tenant_id text collate "C" not null,
  person text not null,
  ends_at timestamp with time zone not null,
  taken integer not null,
  lot integer not null,
  constraint request_lot_pkey PRIMARY KEY (tenant_id, person)
);
CREATE INDEX request_lot_age ON request_lot USING btree (ends_at);
alter table request_lot enable row level security, force row level security;
create policy follower on request_lot using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on request_lot using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on request_lot using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on request_lot to service;

create table saved_view (
  tenant_id text collate "C" not null,
  id uuid not null,
  name text not null,
  page text not null,
  state text not null,
  shared boolean not null,
  owner_id text collate "C" not null,
  owner_name text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint saved_view_pkey PRIMARY KEY (tenant_id, id),
  constraint saved_view_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
CREATE INDEX saved_view_owner ON saved_view USING btree (tenant_id, owner_id);
CREATE INDEX saved_view_shared ON saved_view USING btree (tenant_id) WHERE shared;
alter table saved_view enable row level security, force row level security;
create policy identity on saved_view using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on saved_view using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on saved_view using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on saved_view to service;

create table sign_in_guess (
  key bytea not null,
  level double precision not null,
  measured_at timestamp with time zone not null,
  dry_at timestamp with time zone not null,
  constraint sign_in_guess_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_guess_dry ON sign_in_guess USING btree (dry_at);
alter table sign_in_guess enable row level security, force row level security;
create policy identity on sign_in_guess using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy operations on sign_in_guess using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
grant delete, insert, select, update on sign_in_guess to service;

create table tenant (
  tenant_id text collate "C" not null,
  name text not null,
  seq bigint default 0 not null,
  last_reference bigint default 0 not null,
  recorded_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  incident_total bigint default 0 not null,
  definitions_version bigint not null,
  created_at timestamp with time zone default now() not null,
  suspended_at timestamp with time zone,
  constraint tenant_pkey PRIMARY KEY (tenant_id)
);
alter table tenant enable row level security, force row level security;
create policy follower on tenant for select using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy identity on tenant using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'identity'::text);
create policy instance on tenant using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'instance'::text);
create policy operations on tenant using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on tenant using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on tenant to service;

create table webhook (
  tenant_id text collate "C" not null,
  id uuid not null,
  url text not null,
  types text[] not null,
  description text default ''::text not null,
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  created_by_id text not null,
  updated_at timestamp with time zone default now() not null,
  constraint webhook_pkey PRIMARY KEY (tenant_id, id),
  constraint webhook_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(tenant_id)
);
alter table webhook enable row level security, force row level security;
create policy operations on webhook using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on webhook using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER end_following AFTER DELETE ON webhook FOR EACH ROW EXECUTE FUNCTION end_following('webhook');
grant delete, insert, select, update on webhook to service;

create table webhook_delivery (
  tenant_id text collate "C" not null,
  webhook_id uuid not null,
  id uuid not null,
  kind text not null,
  seq bigint,
  event_type text not null,
  incident_id uuid,
  message_id text not null,
  attempted_at timestamp with time zone not null,
  duration_ms integer not null,
  succeeded boolean not null,
  status integer,
  error text,
  response text,
  next_try_at timestamp with time zone,
  constraint webhook_delivery_pkey PRIMARY KEY (tenant_id, webhook_id, attempted_at, id),
  constraint webhook_delivery_kind_check CHECK (kind = ANY (ARRAY['event'::text, 'replay'::text, 'ping'::text])),
  constraint webhook_delivery_tenant_id_webhook_id_fkey FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhook(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_age ON webhook_delivery USING btree (attempted_at);
CREATE INDEX webhook_delivery_incident ON webhook_delivery USING btree (tenant_id, incident_id) WHERE incident_id IS NOT NULL AND response IS NOT NULL;
alter table webhook_delivery enable row level security, force row level security;
create policy follower on webhook_delivery using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'follower'::text);
create policy operations on webhook_delivery using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on webhook_delivery using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
grant delete, insert, select, update on webhook_delivery to service;

create table webhook_replay (
  tenant_id text collate "C" not null,
  id uuid not null,
  webhook_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null,
  created_at timestamp with time zone default now() not null,
  constraint webhook_replay_pkey PRIMARY KEY (tenant_id, id),
  constraint webhook_replay_tenant_id_webhook_id_fkey FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhook(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_replay_of ON webhook_replay USING btree (tenant_id, webhook_id);
alter table webhook_replay enable row level security, force row level security;
create policy operations on webhook_replay using ((( SELECT current_setting('app.scope'::text, true) AS current_setting)) = 'operations'::text);
create policy tenant_isolation on webhook_replay using (tenant_id = (( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)));
CREATE TRIGGER end_following AFTER DELETE ON webhook_replay FOR EACH ROW EXECUTE FUNCTION end_following('webhook_replay');
grant delete, insert, select, update on webhook_replay to service;

create function append_event(event_id uuid, event_type text, subject_kind text, subject_id text, subject_lock integer, incident uuid, incident_number bigint, occurred timestamp with time zone, why text, changed json, what json, seen_by text DEFAULT 'all'::text, also json DEFAULT NULL::json)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
end $function$;

create function changed_fields(changes json)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select coalesce(array_agg(c ->> 'field'), '{}') from json_array_elements(changes) c $function$;

create function count_incident()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' and old.deleted_at is null then
    update incident_count set incidents = incidents - 1, timed = timed - coalesce(old.resolved_epoch >= old.date_epoch, false)::int
      where tenant_id = old.tenant_id and status = old.status and type = old.type and severity = coalesce(old.severity, '');
  end if;
  if tg_op <> 'DELETE' and new.deleted_at is null then
    insert into incident_count as c (tenant_id, status, type, severity, incidents, timed)
      values (new.tenant_id, new.status, new.type, coalesce(new.severity, ''), 1, coalesce(new.resolved_epoch >= new.date_epoch, false)::int)
      on conflict (tenant_id, status, type, severity) do update set incidents = c.incidents + 1, timed = c.timed + excluded.timed;
  end if;
  return null;
end $function$;

create function end_following()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from follower where tenant_id = old.tenant_id and kind = tg_argv[0] and id = old.id;
  return null;
end $function$;

create function forget_deliveries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update webhook_delivery set response = null where tenant_id = old.tenant_id and incident_id = old.id and response is not null;
  return null;
end $function$;

create function forget_views()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from saved_view where tenant_id = old.tenant_id and owner_id = tg_argv[0] || old.id::text and not shared;
  return null;
end $function$;

create function is_purged(tenant text, incident uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((select e.type = 'incident.purged' from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq
    where s.tenant_id = $1 and s.kind = 'incident' and s.id = $2::text and s.lock is not null order by s.lock desc limit 1), false)
$function$;

create function keep_answer(amount bigint, most bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  tenant text := current_setting('app.tenant_id');
begin
  insert into kept_answers as k (tenant_id, hour, bytes) values (tenant, date_trunc('hour', clock_timestamp()), amount)
    on conflict (tenant_id, hour) do update set bytes = k.bytes + excluded.bytes;
  if (select sum(bytes) from kept_answers where tenant_id = tenant and hour > clock_timestamp() - interval '25 hours') > most then
    raise exception 'the quota of kept answers is used up' using errcode = 'TC002';
  end if;
end $function$;

create function new_reference()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$ select current_setting('app.reference')::bigint $function$;

create function recorded_at()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$ select current_setting('app.recorded_at')::timestamptz $function$;

create function recording_clock()
 RETURNS timestamp with time zone
 LANGUAGE sql
AS $function$
  select least(nullif(current_setting('app.imported_at', true), '')::timestamptz, clock_timestamp())
$function$;

create function refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the event log is append-only' using errcode = 'insufficient_privilege';
end $function$;

create function refuse_truncation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what % holds goes by a purge only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;

create function require_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

create function require_purge_of_body()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform 1 from event e where e.tenant_id = old.tenant_id and e.seq = old.seq and is_purged(e.tenant_id, e.incident_id);
  if not found then
    raise exception 'event %: what it says goes with the purge of its incident only', old.seq using errcode = 'insufficient_privilege';
  end if;
  return null;
end $function$;

create function take_ticket(events integer, new_references integer, change_of_total integer, definitions bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;
