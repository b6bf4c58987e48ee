#!/bin/sh
# The role that the service connects as: it owns nothing, and `migrate --grant-to` gives it what it needs.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set=password="$SERVICE_PASSWORD" <<'SQL'
create role sigmafold_service login password :'password';
SQL
