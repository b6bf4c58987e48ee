import { readdirSync, readFileSync } from 'node:fs';
import { readPositionsFile } from '../../../../adapters/brokers/read-positions-file.ts';
import type { FileReading } from '../../../../application/imports/reading.ts';
import { isIsoDate } from '../../../../domain/dates.ts';
import { catalogue } from '../../../../domain/errors/catalogue.ts';
import type { Refusal } from '../../../../domain/errors/refusal.ts';
import type { Result } from '../../../../domain/result.ts';
import { SEED } from '../../../support/random.ts';
import { mutate, randomOf } from './mutations.ts';

/** A failure names its seed: `FUZZ_SEED=<seed> FUZZ_FILES=1` gives the same file again. */
const FILES = Number(process.env.FUZZ_FILES ?? 20_000);
/** Nothing of a layout is only in what is cut. */
const SOURCE_BYTES = 2_000;
const PARTS = 8;

const root = '../shared/data/brokers';
const sources = ['positions', 'sigmasight', 'transactions'].flatMap((folder) =>
  readdirSync(`${root}/${folder}`).map((name) => ({
    name,
    bytes: readFileSync(`${root}/${folder}/${name}`).subarray(0, SOURCE_BYTES),
  })),
);

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const problemsOf = ({ accounts, errors, totalErrors, rows, counts }: FileReading): readonly string[] => {
  const listed =
    counts.taken + counts.assumed + counts.skipped >= rows.length && totalErrors >= errors.length;
  const problems = listed ? [] : ['It counts less than it lists.'];
  for (const { positions, lines } of accounts) {
    if (lines.length !== positions.length) problems.push('It has not one line for each position.');
    for (const position of positions) {
      const { symbol, quantity, entryPrice, entryDate } = position;
      const sound = symbol !== '' && Number(quantity) !== 0 && Number(entryPrice) > 0 && isIsoDate(entryDate);
      if (!sound) problems.push(`It has the position ${JSON.stringify(position)}.`);
    }
  }
  return problems;
};

const check = (result: Result<FileReading, Refusal>): void =>
  expect(
    result.ok ? problemsOf(result.value) : [result.error.code].filter((code) => !(code in catalogue)),
  ).toEqual([]);

test.each(Array.from({ length: PARTS }, (_, part) => part))(
  'mutated files give a reading or an error of the catalogue, part %i',
  async (part) => {
    for (let index = part; index < FILES; index += PARTS) {
      const seed = SEED + index;
      const random = randomOf(seed);
      const pick = () => sources[Math.floor(random() * sources.length)];
      const source = pick();
      const other = pick();
      if (source === undefined || other === undefined) throw new Error('There are no files to mutate.');
      const { bytes, mutations } = mutate(source.bytes, other.bytes, random);
      try {
        check(await readPositionsFile(once(bytes), { today: '2026-11-20', onDuplicate: 'keep' }));
      } catch (error) {
        throw new Error(`Seed ${seed}: ${source.name}, ${mutations.join(', ')}`, { cause: error });
      }
    }
  },
  120_000,
);
