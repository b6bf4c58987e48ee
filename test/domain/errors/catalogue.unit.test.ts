import { entryOf, errorCodes } from '../../../domain/errors/catalogue.ts';

const numbered = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${prefix}_${String(from + i).padStart(3, '0')}`);

const PUBLISHED: Readonly<Record<number, readonly string[]>> = {
  200: numbered('ERR_BATCH', 1, 4),
  400: [
    ...numbered('ERR_CSV', 3, 7),
    ...numbered('ERR_POS', 1, 31),
    'ERR_PORT_008',
    'ERR_PORT_009',
    'ERR_PORT_010',
    'ERR_ADMIN_003',
    ...numbered('EQUITY', 1, 3),
    'EQUITY_006',
    'EQUITY_007',
    'EQUITY_009',
    'EQUITY_010',
    'ERR_REQ_001',
  ],
  401: ['ERR_INVITE_001', 'ERR_ADMIN_004', 'ERR_AUTH_001', 'ERR_AUTH_002'],
  403: ['ERR_ADMIN_001', 'ERR_AUTH_003'],
  404: ['ERR_ADMIN_002', 'EQUITY_004', 'EQUITY_008', 'ERR_NOT_FOUND'],
  409: ['ERR_USER_001', 'ERR_PORT_001', 'ERR_BATCH_005', 'ERR_BATCH_006'],
  413: ['ERR_CSV_001', 'ERR_CSV_008'],
  415: ['ERR_CSV_002'],
  422: [...numbered('ERR_USER', 2, 4), ...numbered('ERR_PORT', 2, 7), 'ERR_PORT_011', 'ERR_REQ_002'],
  429: ['ERR_REQ_007'],
  500: ['ERR_ADMIN_005', 'ERR_INTERNAL'],
  503: ['ERR_UNAVAILABLE'],
};

describe('the error catalogue', () => {
  it.each(
    Object.entries(PUBLISHED).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)])),
  )('gives %s with status %d, as published', (code, status) => {
    expect(errorCodes).toContain(code);
    expect(entryOf(code as (typeof errorCodes)[number]).status).toBe(status);
  });

  it.each(errorCodes)('says of %s what it means and how to mend it, in whole sentences', (code) => {
    const { title, message, fix } = entryOf(code);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  });

  it('gives each code a title of its own', () => {
    const titles = errorCodes.map((code) => entryOf(code).title);
    const repeated = titles.filter((title, i) => titles.indexOf(title) !== i);
    expect(repeated).toEqual([]);
  });
});
