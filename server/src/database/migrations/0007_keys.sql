-- Signing keys of the embedded provider take turns: one that another has taken over from stays published until its tokens have ended.
alter table provider_key add column retired_at timestamptz;
-- when the last token that the command made with it ends; those of signing in end within the hour after it retired
alter table provider_key add column tokens_until timestamptz not null default '-infinity';
