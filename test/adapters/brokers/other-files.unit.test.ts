import { readdirSync, readFileSync } from 'node:fs';
import { positionsIn, readFile, readingOf } from './reading-of.ts';

const folder = '../shared/data/brokers/transactions';

/** What each of the histories of brokers is called; every file is of the first that its name contains. */
const KINDS: readonly (readonly [name: string, kind: string])[] = [
  ['wealthfolio_schwab', 'schwab-transactions'],
  ['wealthfolio_semicolon', 'wealthfolio-transactions'],
  ['wealthfolio_ai', 'transactions'],
  ['schwab', 'schwab-transactions'],
  ['fidelity', 'fidelity-transactions'],
  ['merrill', 'merrill-transactions'],
  ['robinhood', 'robinhood-transactions'],
  ['thinkorswim', 'thinkorswim-account-statement'],
  ['etrade_2023.qfx', 'ofx'],
  ['vanguard_uk', 'vanguard-uk-cash-transactions'],
  ['ibkr_transaction_history', 'ibkr-history-transactions'],
  ['etg_ibkr', 'ibkr-flex-trades-transactions'],
  ['ibkr', 'ibkr-trades-transactions'],
  ...[
    'ghostfolio',
    'freetrade',
    'trading212',
    'degiro',
    'avanza',
    'bitvavo',
    'bux',
    'coinbase',
    'cointracking',
  ].map((name) => [name, `${name}-transactions`] as const),
  ...[
    'delta',
    'disnat',
    'finpension',
    'investengine',
    'investimental',
    'parqet',
    'rabobank',
    'relai',
    'saxo',
  ].map((name) => [name, `${name}-transactions`] as const),
];

const kindOf = (name: string): string => {
  if (name.includes('revolut')) return 'revolut-transactions';
  if (name.includes('cryptocom')) return 'cryptocom-transactions';
  return KINDS.find(([part]) => name.includes(part))?.[1] ?? 'unknown';
};

describe('what is no file of positions', () => {
  it.each(readdirSync(folder))('is told apart and named: %s', async (name) => {
    const read = await readFile(readFileSync(`${folder}/${name}`));
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'ERR_CSV_009', details: { kind: kindOf(name), instead: expect.stringMatching(/\.$/) } },
    });
  });

  it('is told apart by what was done on which day, in any language, when nobody has named it', async () => {
    const file =
      'Buchungstag;Art;Wertpapier;Stück;Kurs\n15.01.2024;Kauf;AAPL;10;150,00\n16.01.2024;Verkauf;AAPL;5;160,00\n';
    expect(await readFile(file)).toMatchObject({
      error: { code: 'ERR_CSV_009', details: { kind: 'transactions' } },
    });
  });

  it.each([
    [
      'realised-gains',
      'Symbol,Quantity,Date Acquired,Date Sold,Proceeds,Cost Basis\nAAPL,1,1/2/2024,2/3/2024,10,9\n',
    ],
    [
      'schwab-lot-details',
      '"Open Date","Quantity","Price","Cost/Share","Market Value","Cost Basis","Holding Period"\n"1/2/2024","1","2","2","2","2","Short"\n',
    ],
  ])('is told apart as %s', async (kind, file) => {
    expect(await readFile(file)).toMatchObject({ error: { code: 'ERR_CSV_009', details: { kind } } });
  });

  it('is not what merely has a date and a type', async () => {
    const file =
      'Date,Type,Symbol,Quantity,Avg Cost\n2024-01-15,Stock,AAPL,10,150\n2024-01-15,ETF,VOO,5,400\n';
    expect(positionsIn(await readingOf(file))).toEqual(['AAPL 10 150', 'VOO 5 400']);
  });
});
