-- What the console keeps: views that people have saved, and who is looking at an incident just now.

-- A view is a page with its filters, order and columns: what stands in its address.
create table saved_view (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  name text not null,
  page text not null,
  -- the query string of the page
  state text not null,
  -- whether everybody in the tenant sees it
  shared boolean not null,
  owner_id text collate "C" not null,
  owner_name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index saved_view_owner on saved_view (tenant_id, owner_id);
create index saved_view_shared on saved_view (tenant_id) where shared;

-- Who is looking at an incident, by the page they have open. Good for seconds, so a crash of the database may forget it.
create unlogged table presence (
  tenant_id text collate "C" not null,
  incident_id uuid not null,
  user_id text collate "C" not null,
  -- chosen by the page
  session text collate "C" not null,
  name text not null,
  -- which field is being edited; null: none
  field text,
  since timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, incident_id, user_id, session)
);
create index presence_expiry on presence (expires_at);

-- What somebody kept for themselves goes with their account or API token; what they shared is the team's.
create function forget_views() returns trigger language plpgsql as $$
begin
  delete from saved_view where tenant_id = old.tenant_id and owner_id = tg_argv[0] || old.id::text and not shared;
  return null;
end $$;
create trigger forget_views after delete on account for each row execute function forget_views('');
create trigger forget_views after delete on api_token for each row execute function forget_views('token:');

do $$
declare
  name text;
begin
  foreach name in array array['saved_view', 'presence'] loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format('create policy tenant_isolation on %I using (tenant_id = (select current_setting(''app.tenant_id'', true)))', name);
    -- backup and restore
    execute format('create policy operations on %I using ((select current_setting(''app.scope'', true)) = ''operations'')', name);
  end loop;
end $$;
-- accounts are removed under this scope
create policy identity on saved_view using ((select current_setting('app.scope', true)) = 'identity');
-- one question tells a process of the tenants it has readers of; what has expired is swept
create policy follower on presence using ((select current_setting('app.scope', true)) = 'follower');
