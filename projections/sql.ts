/** SQL that gives a timestamptz as an ISO-8601 UTC instant, whatever the session's settings. */
export const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
