/** Limits of what people may send, in one place: validators, schemas and documentation read the same numbers. */
export const limits = {
  emailLength: 255,
  passwordMinLength: 8,
  passwordMaxLength: 128,
  fullNameLength: 255,
  apiKeyNameLength: 100,
  /** Of one person, that have neither expired nor been revoked. */
  apiKeys: 20,
  invite: {
    code: { atLeast: 8, atMost: 200 },
    cohort: { atLeast: 1, atMost: 100 },
    note: { atLeast: 1, atMost: 500 },
    maxUses: 10_000,
  },
  portfolioNameLength: 255,
  accountNameLength: 100,
  descriptionLength: 1000,
  /** In US dollars, inclusive. */
  equityBalance: '1000000000',
  equityDecimals: 2,
  fileBytes: 10_485_760,
  fileRows: 100_000,
  /** Of one file, after lots were merged: keeps the event of an import below 4.5 MB, at about 2 MB as a rule. */
  importedPositions: 10_000,
  /** Stored as numeric(16,2). */
  capitalFlow: { wholeDigits: 14, decimals: 2, notesLength: 500 },
  /** Days after its recording, that day not counted. */
  flowEditableDays: 7,
  flowDeletableDays: 30,
  symbolLength: 100,
  /** Stored as numeric(20,6). */
  quantity: { wholeDigits: 14, decimals: 6 },
  /** Stored as numeric(18,6). */
  price: { wholeDigits: 12, decimals: 6 },
  /** What an OCC symbol can carry. */
  strike: { wholeDigits: 5, decimals: 3 },
  entryAgeYears: 100,
  targetsPerPortfolio: 1000,
  listedErrors: 1000,
  listedWarnings: 1000,
  /** Characters of a rejected value that are shown back. */
  shownValueLength: 100,
} as const;
