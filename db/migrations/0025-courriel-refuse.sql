-- A mail server said that this address does not exist: nobody tries again.
alter table infra.courriel add column refuse_at timestamptz;
