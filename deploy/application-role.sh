#!/bin/sh
# Run once by the database's image, on an empty volume: the application's login and its
# password. What it may do comes with `maillage migrate`.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$(cat /run/secrets/application_password)" <<'SQL'
create role maillage_app login noinherit password :'password';
SQL
