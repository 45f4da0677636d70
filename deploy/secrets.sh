#!/bin/sh
# Makes the secrets that compose.yaml reads, where they are missing: random passwords, and
# the addresses that hold them. Files are readable within a folder that only its owner may
# enter, because a container reads them as another user.
set -eu
umask 022
mkdir -p -m 0700 secrets
for server in journal keys; do
    for who in administrator application; do
        file="secrets/${server}_${who}_password"
        [ -s "$file" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$file"
    done
done
address() { # name, user, server, whose password
    printf 'postgresql://%s:%s@%s:5432/maillage' "$2" "$(cat "secrets/$3_$4_password")" "$3" \
        > "secrets/$1"
}
address maillage_database_url maillage_app journal application
address maillage_keys_url maillage_app keys application
address maillage_admin_url postgres journal administrator
address maillage_admin_keys_url postgres keys administrator
