/** What cannot be made anew: facts, keys and what people have left with us. Restored in this order. */
export const KEPT_TABLES = [
  'events',
  'event_chain',
  'log_in_use',
  'eventstoredb_chain',
  'credentials',
  'personal_keys',
  'api_key_hashes',
  'idempotency_keys',
  'relay_checkpoints',
  'column_mappings',
  'import_previews',
  'skipped_events',
  'projection_repairs',
  'projection_verifications',
  'dead_letters',
  'symbol_jobs',
  'symbol_waits',
] as const;

/** What follows from the log or from the service's running, beside the schemas of the read models. */
export const DERIVED_TABLES = [
  'log_index',
  'projection_checkpoints',
  'projection_rebuilds',
  'projection_copies',
  'parked_keys',
  'projection_drift',
  'verification_turns',
  'rate_limits',
  'processes',
  // Logging in anew is safer than what was logged out since coming back to life.
  'sessions',
  'password_resets',
  'schema_migrations',
  'schema_migrations_lock',
] as const;

export type KeptTable = (typeof KEPT_TABLES)[number];
