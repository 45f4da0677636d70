-- Who may do what in the database. The login role takes one of these at a time.

grant usage on schema maillage
    to maillage_writer, maillage_reader, maillage_rebuilder, maillage_eraser, maillage_sealer;

-- writer: loads streams and appends.
grant select on all tables in schema maillage to maillage_writer;
grant insert on events, requests, subjects, search_tokens, heads, cursors, access_tokens
    to maillage_writer;
grant update (position, recorded_at) on heads to maillage_writer;
grant update (position) on cursors to maillage_writer;
grant update (revoked_at) on access_tokens to maillage_writer;
grant delete on requests to maillage_writer;

-- reader: every page and API read; it records what it looks at.
grant select on all tables in schema maillage to maillage_reader;
grant insert on consultations to maillage_reader;

-- rebuilder: folds the log into a shadow schema and swaps it in.
grant select on events, heads to maillage_rebuilder;
grant select, insert, update on projections to maillage_rebuilder;

-- eraser: ends personal data; the trigger lets it empty `sealed` and nothing else.
grant select on all tables in schema maillage to maillage_eraser;
grant insert on subjects, destructions to maillage_eraser;
grant update (sealed) on events to maillage_eraser;
grant update (erased_position) on subjects to maillage_eraser;
grant update (destroyed_position) on destructions to maillage_eraser;
grant delete on search_tokens to maillage_eraser;

-- sealer: signs what stands in the log (its process comes later).
grant select (territory, position, leaf) on events to maillage_sealer;
grant select on heads to maillage_sealer;
