-- Who may ask: accounts and state of the embedded OpenID provider, and API tokens.

create table account (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  email text not null,
  -- lower case: one account per address in the whole instance, since signing in names no tenant
  email_key text collate "C" not null unique,
  name text not null,
  role text not null check (role in ('viewer', 'responder', 'admin', 'deployer')),
  -- scrypt with its parameters and salt
  password_hash text not null,
  active boolean not null default true,
  -- access tokens carry it; raising it voids those given out before
  credential_version integer not null default 0,
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  last_sign_in_at timestamptz,
  primary key (tenant_id, id)
);
create unique index account_id on account (id);

create table api_token (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  name text not null,
  role text not null check (role in ('viewer', 'responder', 'admin', 'deployer')),
  -- SHA-256 of the token, which itself is nowhere
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  created_by text not null,
  created_by_id text not null,
  -- account it was made for, also when another token made it: it reaches no further than its owner does now
  owner_id uuid,
  last_used_at timestamptz,
  expires_at timestamptz,
  primary key (tenant_id, id)
);
create index api_token_owner on api_token (owner_id) where owner_id is not null;

-- Signing keys and cookie keys of the embedded provider, shared by all processes on this database.
create table provider_key (
  id text collate "C" primary key,
  kind text not null check (kind in ('signing', 'cookie')),
  value json not null,
  created_at timestamptz not null default now()
);

-- Addresses under which processes on this database serve the provider: tokens of any of them are good here.
create table provider_issuer (
  issuer text collate "C" primary key,
  registered_at timestamptz not null default now()
);

-- Sessions, grants, codes and refresh tokens of the embedded provider. Ids are secrets and stored as SHA-256.
create table provider_state (
  model text collate "C" not null,
  id_hash bytea not null,
  payload bytea not null,
  grant_id text collate "C",
  uid text collate "C",
  account_id text collate "C",
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (model, id_hash)
);
create index provider_state_grant on provider_state (grant_id) where grant_id is not null;
create index provider_state_uid on provider_state (uid) where uid is not null;
create index provider_state_account on provider_state (account_id) where account_id is not null;
create index provider_state_expiry on provider_state (expires_at);

-- Leaky buckets that slow down guessing of passwords; a row that has run dry says nothing and is swept.
create table sign_in_guess (
  key bytea primary key,
  level double precision not null,
  measured_at timestamptz not null,
  dry_at timestamptz not null
);
create index sign_in_guess_dry on sign_in_guess (dry_at);

do $$
declare
  name text;
begin
  foreach name in array array['account', 'api_token', 'provider_key', 'provider_issuer', 'provider_state', 'sign_in_guess'] loop
    execute format('alter table %I enable row level security, force row level security', name);
    -- token by hash, account by e-mail, the provider's own state
    execute format('create policy identity on %I using ((select current_setting(''app.scope'', true)) = ''identity'')', name);
    -- backup and restore
    execute format('create policy operations on %I using ((select current_setting(''app.scope'', true)) = ''operations'')', name);
  end loop;
  foreach name in array array['account', 'api_token'] loop
    execute format('create policy tenant_isolation on %I using (tenant_id = (select current_setting(''app.tenant_id'', true)))', name);
  end loop;
end $$;
