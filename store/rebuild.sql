-- name: begin
-- Rows are found by key, whatever the statistics say of a shadow that was just empty; and
-- statements are planned once, not for each wave.
set statement_timeout = 0;
set plan_cache_mode = force_generic_plan;
set enable_seqscan = off;
set enable_hashjoin = off;
set enable_mergejoin = off

-- name: end
select pg_advisory_unlock_all();
reset search_path;
reset statement_timeout;
reset plan_cache_mode;
reset enable_seqscan;
reset enable_hashjoin;
reset enable_mergejoin

-- name: heads
select territory, position from heads order by territory

-- name: registered
select name, code_sha, generation from projections order by name
