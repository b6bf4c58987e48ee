import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createCsvProvider } from '../../../adapters/market-data/csv/provider.ts';
import type { MarketDataProvider, PriceHistory } from '../../../application/ports/market-data.ts';
import { describeMarketDataProvider } from '../../application/ports/market-data.contract.ts';

const PRICES = '../shared/data/prices';
const CORE = `${PRICES}/yahoo_adjclose_core_2019-2024H1.csv.gz`;
const TIINGO = `${PRICES}/tiingo_raw_and_adjusted_2017.csv`;
const clock = () => new Date('2024-06-28T21:00:00Z');

describeMarketDataProvider('csv', {
  provider: () => createCsvProvider({ directory: CORE, clock }),
  known: ['BRK-B', 'AAPL', 'JNJ'],
  unknown: 'NOPE',
  from: '2024-01-02',
  to: '2024-06-28',
  lastCompleted: '2024-06-28',
});

type Ok = Extract<PriceHistory, { readonly status: 'ok' }>;

const historyOf = async (
  provider: MarketDataProvider,
  symbol: string,
  from = '2024-06-01',
  to = '2024-06-28',
): Promise<Ok> => {
  const answer = (await provider.history({ symbols: [symbol], from, to })).get(symbol);
  if (answer?.status !== 'ok') throw new Error(`${symbol}: ${JSON.stringify(answer)}`);
  return answer;
};

describe('csv price files', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'prices-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  /** Writes files and opens the directory. */
  const given = async (files: Readonly<Record<string, string | Buffer>>): Promise<MarketDataProvider> => {
    for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
    return createCsvProvider({ directory, clock });
  };

  it('reads one file per symbol: raw closes, adjusted closes and split factors are kept apart', async () => {
    const provider = await given({
      'NVDA.csv':
        'Date,Close,Adj Close,Split_Factor\n2024-06-07,1208.88,120.8,\n2024-06-10,121.79,121.7,10.0\n2024-06-11,120.91,120.9,1.0\n',
    });
    expect(await historyOf(provider, 'NVDA')).toEqual({
      status: 'ok',
      bars: [
        { date: '2024-06-07', close: '1208.88', adjustedClose: 120.8, splitFactor: 1 },
        { date: '2024-06-10', close: '121.79', adjustedClose: 121.7, splitFactor: 10 },
        { date: '2024-06-11', close: '120.91', adjustedClose: 120.9, splitFactor: 1 },
      ],
      closeBasis: 'raw',
      currency: null,
      rejected: [],
    });
  });

  it('adjusts for splits itself when the file has raw closes only', async () => {
    const provider = await given({
      'NVDA.csv': 'date,close,splitFactor\n2024-06-07,1200,1\n2024-06-10,121.79,10\n2024-06-11,120.91,1\n',
    });
    // The split counts also when it lies after the asked range.
    const before = await historyOf(provider, 'NVDA', '2024-06-01', '2024-06-07');
    expect(before.bars).toEqual([{ date: '2024-06-07', close: '1200', adjustedClose: 120, splitFactor: 1 }]);
    const all = await historyOf(provider, 'NVDA');
    expect(all.bars.map(({ adjustedClose }) => adjustedClose)).toEqual([120, 121.79, 120.91]);
  });

  it('reads wide files as adjusted closes, exactly as printed, and passes over empty cells', async () => {
    const provider = await given({
      'all.csv': 'date,AAPL,BRK.B\n2024-06-26,213.250000,\n2024-06-27,214.1,407.950\n',
    });
    expect(await historyOf(provider, 'AAPL')).toMatchObject({
      closeBasis: 'adjusted',
      bars: [
        { close: '213.250000', adjustedClose: 213.25 },
        { close: '214.1', adjustedClose: 214.1 },
      ],
    });
    expect(await historyOf(provider, 'BRK-B')).toMatchObject({ bars: [{ close: '407.950' }], rejected: [] });
  });

  it('reads gzip, semicolons, quotes, a byte order mark and Windows line ends alike', async () => {
    const text = '\uFEFF"Date";"Close"\r\n"2024-06-26";"10.5"\r\n2024-06-27T00:00:00.000Z;10.6\r\n';
    const provider = await given({ 'AAA.csv': text, 'BBB.csv.gz': gzipSync(text) });
    const expected = [
      { date: '2024-06-26', close: '10.5', adjustedClose: 10.5, splitFactor: 1 },
      { date: '2024-06-27', close: '10.6', adjustedClose: 10.6, splitFactor: 1 },
    ];
    expect((await historyOf(provider, 'AAA')).bars).toEqual(expected);
    expect((await historyOf(provider, 'BBB')).bars).toEqual(expected);
  });

  it('refuses bad rows with their reasons and keeps the good ones', async () => {
    const provider = await given({
      'AAA.csv':
        'date,close\n2024-06-24,0\n2024-06-25,-3\n2024-06-26,10\n2024-06-26,11\n2024-06-27,abc\n2024-06-29,10\n2030-01-02,10\nrubbish\n',
    });
    const { bars, rejected } = await historyOf(provider, 'AAA');
    expect(bars.map(({ date }) => date)).toEqual(['2024-06-26']);
    expect(Object.fromEntries(rejected.map(({ date, reason }) => [date, reason]))).toEqual({
      '2024-06-24': 'close is zero',
      '2024-06-25': 'close is negative',
      '2024-06-26': 'a second row of the same date',
      '2024-06-27': 'close is not a number',
      '2024-06-29': 'not a trading session',
      '2030-01-02': 'the session is not completed yet',
      rubbish: 'not a date of the form YYYY-MM-DD',
    });
  });

  it('prefers raw closes to adjusted ones, and then the file with the most sessions', async () => {
    const provider = await given({
      'AAA.csv': 'date,close,adj_close\n2024-06-26,10.5,10\n',
      'wide.csv': 'date,AAA,CCC\n2024-06-25,9,1\n2024-06-26,10,1\n2024-06-27,11,1\n',
      'CCC.csv': 'date,adjClose\n2024-06-26,1\n',
    });
    const raw = await historyOf(provider, 'AAA');
    expect([raw.closeBasis, raw.bars.map(({ close }) => close)]).toEqual(['raw', ['10.5']]);
    expect((await historyOf(provider, 'CCC')).bars).toHaveLength(3);
    // Where the raw file has nothing, the wide one answers.
    const before = await historyOf(provider, 'AAA', '2024-06-01', '2024-06-25');
    expect([before.closeBasis, before.bars.length]).toEqual(['adjusted', 1]);
  });

  it('merges files of one symbol by date when they agree', async () => {
    const provider = await given({
      'first.csv': 'date,AAA,BBB\n2024-06-24,9,1\n2024-06-25,9.5,1\n2024-06-26,10,1\n',
      'second.csv': 'date,AAA\n2024-06-26,10\n2024-06-27,10.4\n',
    });
    const { bars, rejected } = await historyOf(provider, 'AAA');
    expect(bars.map(({ close }) => close)).toEqual(['9', '9.5', '10', '10.4']);
    expect(rejected).toEqual([]);
  });

  it('leaves out a file of another basis of adjustment, and says so', async () => {
    const provider = await given({
      'first.csv': 'date,AAA,BBB\n2024-06-24,9,1\n2024-06-25,9.5,1\n2024-06-26,10,1\n',
      'second.csv': 'date,AAA\n2024-06-26,9.8\n2024-06-27,10.2\n',
    });
    const { bars, rejected } = await historyOf(provider, 'AAA');
    expect(bars.map(({ close }) => close)).toEqual(['9', '9.5', '10']);
    expect(rejected).toEqual([
      { date: '2024-06-26', reason: expect.stringContaining('second.csv are left out') },
    ]);
  });

  it('reads a file again when it changes, and files that come later', async () => {
    const provider = await given({ 'wide.csv': 'date,AAA\n2024-06-26,10\n' });
    expect((await historyOf(provider, 'AAA')).bars).toHaveLength(1);
    await writeFile(join(directory, 'wide.csv'), 'date,AAA\n2024-06-26,10\n2024-06-27,11\n');
    expect((await historyOf(provider, 'AAA')).bars).toHaveLength(2);
    // The same size, another time.
    await writeFile(join(directory, 'wide.csv'), 'date,AAA\n2024-06-26,10\n2024-06-27,12\n');
    await utimes(join(directory, 'wide.csv'), new Date(), new Date(Date.now() + 5_000));
    expect((await historyOf(provider, 'AAA')).bars.at(-1)?.close).toBe('12');
    await writeFile(join(directory, 'NEW.csv'), 'date,close\n2024-06-26,5\n');
    expect((await historyOf(provider, 'NEW')).bars).toHaveLength(1);
  });

  it('names the mistake when the directory does not exist, without its path in the answers', async () => {
    const provider = createCsvProvider({ directory: join(directory, 'nowhere'), clock });
    const answers = await provider.history({ symbols: ['AAA'], from: '2024-06-01', to: '2024-06-28' });
    expect(answers.get('AAA')).toEqual({
      status: 'unavailable',
      reason: 'the directory of price files does not exist: set PRICES_DIR to one that does',
    });
    expect((await provider.profiles(['QQQQ'])).get('QQQQ')?.status).toBe('unavailable');
    const check = await provider.check();
    expect(check).toEqual({ ok: false, detail: expect.stringContaining(join(directory, 'nowhere')) });
  });

  it('does not call a symbol unknown while a file cannot be read', async () => {
    const provider = await given({
      'AAA.csv': 'date,close\n2024-06-26,10\n',
      'broken.csv.gz': 'this is not gzip',
    });
    expect((await historyOf(provider, 'AAA')).bars).toHaveLength(1);
    const answers = await provider.history({ symbols: ['BBB'], from: '2024-06-01', to: '2024-06-28' });
    expect(answers.get('BBB')).toEqual({
      status: 'unavailable',
      reason: 'broken.csv.gz cannot be read: Z_DATA_ERROR',
    });
    expect((await provider.check()).ok).toBe(false);
  });

  it('leaves files that are no price files alone, and says so', async () => {
    const provider = await given({
      'notes.csv': 'who,what\nme,this\n',
      'my prices.csv': 'date,close\n2024-06-26,10\n',
      'AAA.csv': 'date,close\n2024-06-26,10\n',
    });
    expect((await historyOf(provider, 'AAA')).bars).toHaveLength(1);
    const { ok, detail } = await provider.check();
    expect(ok).toBe(true);
    expect(detail).toContain('1 price files');
    expect(detail).toContain('notes.csv is ignored');
    expect(detail).toContain('my prices.csv is ignored');
  });

  it('takes profiles from profiles.csv, else from the security master, and null for what neither says', async () => {
    const provider = await given({
      'profiles.csv':
        'symbol,name,sector,industry,asset_type,market_cap,beta\nAAA,"Triple A, Inc.",Unknown,,Stock,"1,500,000",0\nBRK.B,Berkshire,Financials,Insurance,equity,9e11,0.85\n',
      'AAA.csv': 'date,close\n2024-06-26,10\n',
      'BBB.csv': 'date,close\n2024-06-26,10\n',
    });
    const profiles = await provider.profiles(['AAA', 'BBB', 'BRK-B', 'MSFT', 'NOPE']);
    expect(profiles.get('AAA')).toEqual({
      status: 'ok',
      profile: {
        companyName: 'Triple A, Inc.',
        assetType: 'equity',
        sector: null,
        industry: null,
        exchange: null,
        currency: null,
        marketCap: 1_500_000,
        providerBeta: null,
      },
    });
    expect(profiles.get('BRK-B')).toMatchObject({
      profile: { companyName: 'Berkshire', providerBeta: 0.85 },
    });
    expect(profiles.get('MSFT')).toMatchObject({ profile: { sector: 'Technology' } });
    expect(profiles.get('BBB')).toMatchObject({ profile: { companyName: null, assetType: null } });
    expect(profiles.get('NOPE')).toEqual({ status: 'unknown-symbol' });
  });

  it('says when profiles.csv has no symbols', async () => {
    const provider = await given({ 'profiles.csv': 'name,sector\nAcme,Energy\n' });
    expect((await provider.profiles(['AAA'])).get('AAA')).toEqual({
      status: 'unavailable',
      reason: 'the price files cannot be read: PROFILES_WITHOUT_SYMBOL_COLUMN',
    });
  });
});

describe('csv with real prices', () => {
  it('gives every close of the core file as printed, and refuses none of its securities', async () => {
    const lines = gunzipSync(await readFile(CORE))
      .toString('utf8')
      .trim()
      .split('\n');
    const header = (lines[0] ?? '').trim().split(',');
    const symbols = header.slice(1);
    const provider = createCsvProvider({ directory: CORE, clock });
    const answers = await provider.history({ symbols, from: '2023-07-03', to: '2024-06-28' });
    const year = lines
      .slice(1)
      .map((line) => line.trim().split(','))
      .filter(([date]) => date! >= '2023-07-03');
    for (const [i, symbol] of symbols.entries()) {
      const answer = answers.get(symbol);
      if (answer?.status !== 'ok') throw new Error(`${symbol}: ${JSON.stringify(answer)}`);
      const printed = year.filter((fields) => fields[i + 1] !== '').map((fields) => fields[i + 1]);
      expect([symbol, answer.rejected]).toEqual([symbol, []]);
      expect(answer.bars.map(({ close }) => close)).toEqual(printed);
    }
  });

  it('reads the long format with raw and adjusted closes', async () => {
    const provider = createCsvProvider({ directory: TIINGO, clock });
    const { bars, closeBasis, rejected } = await historyOf(provider, 'VOO', '2017-01-01', '2017-05-19');
    expect(closeBasis).toBe('raw');
    expect(rejected).toEqual([]);
    expect(bars).toHaveLength(96);
    expect(bars[0]).toEqual({
      date: '2017-01-03',
      close: '206.74',
      adjustedClose: 194.997817873,
      splitFactor: 1,
    });
  });

  it('answers from a whole directory with the file that covers the asked range', async () => {
    const provider = createCsvProvider({ directory: PRICES, clock });
    const apple = await historyOf(provider, 'AAPL', '2023-06-01', '2024-06-28');
    expect(apple.bars.at(-1)?.date).toBe('2024-06-28');
    expect(apple.rejected).toEqual([]);
    const vanguard = await historyOf(provider, 'VOO', '2023-06-01', '2024-06-28');
    expect([vanguard.closeBasis, vanguard.bars.at(-1)?.date]).toEqual(['adjusted', '2024-06-28']);
  });
});
