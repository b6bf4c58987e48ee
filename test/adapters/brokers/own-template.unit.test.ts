import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { parsePositionsCsv } from '../../../adapters/csv/parse-positions-csv.ts';
import { readFile, TODAY } from './reading-of.ts';

const folder = '../shared/data/brokers/sigmasight';

describe('our own template', () => {
  it.each(readdirSync(folder))('gives exactly what it has always given: %s', async (name) => {
    const parsed = await parsePositionsCsv(createReadStream(`${folder}/${name}`), { today: TODAY });
    const read = await readFile(readFileSync(`${folder}/${name}`));
    if (parsed.ok) {
      const { positions, lines, warnings } = parsed.value;
      expect(read).toMatchObject({
        ok: true,
        value: {
          format: { id: 'own', confidence: 1 },
          accounts: [{ positions, lines, undated: [] }],
          warnings,
          questions: [],
        },
      });
      return;
    }
    const { errors, total_errors } = (parsed.error.details ?? {}) as Record<string, unknown>;
    if (errors === undefined) expect(read).toEqual(parsed);
    else expect(read).toMatchObject({ ok: true, value: { accounts: [], errors, totalErrors: total_errors } });
  });

  it.each([
    ['no quantity', 'Symbol,Entry Price Per Share,Entry Date\nA,1,2024-01-15\n', 'ERR_CSV_004'],
    [
      'a column twice',
      'Symbol,Quantity,Entry Price Per Share,Entry Date,Symbol\nA,1,1,2024-01-15,A\n',
      'ERR_CSV_005',
    ],
    [
      'a quote that is never closed',
      'Symbol,Quantity,Entry Price Per Share,Entry Date\n"A,1,1,2024-01-15\n',
      'ERR_CSV_006',
    ],
    [
      'text after a quote',
      'Symbol,Quantity,Entry Price Per Share,Entry Date\n"A"x,1,1,2024-01-15\n',
      'ERR_CSV_006',
    ],
    [
      'Latin-1',
      Buffer.from(
        'Symbol,Quantity,Entry Price Per Share,Entry Date\nA,1,1,2024-01-15\n# caf\xe9\n',
        'latin1',
      ),
      'ERR_CSV_006',
    ],
  ])('keeps its own errors for %s', async (_, file, code) => {
    expect(await readFile(file)).toMatchObject({ ok: false, error: { code } });
  });

  it('says which rows repeat others, and merges or keeps them as it is told to', async () => {
    const file = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nA,1,1,2024-01-15\nA,3,2,2024-01-15\n';
    expect(await readFile(file)).toMatchObject({
      value: { totalErrors: 1, errors: [{ row: 3, code: 'ERR_POS_023' }] },
    });
    expect(await readFile(file, { onDuplicate: 'merge' })).toMatchObject({
      value: {
        accounts: [{ positions: [{ quantity: '4', entryPrice: '1.75' }] }],
        counts: { taken: 1, assumed: 1 },
      },
    });
    expect(await readFile(file, { onDuplicate: 'keep' })).toMatchObject({ value: { counts: { taken: 2 } } });
  });
});
