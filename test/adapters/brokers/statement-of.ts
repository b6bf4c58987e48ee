import { readFileSync } from 'node:fs';
import type {
  BrokerFormat,
  PrintedHolding,
  SourceFile,
  Statement,
} from '../../../adapters/brokers/format.ts';
import { readSourceFile } from '../../../adapters/brokers/source/read-source-file.ts';

export const positionsFile = (name: string): Buffer =>
  readFileSync(`../shared/data/brokers/positions/${name}`);

export const sourceOf = (file: Buffer | string): Promise<SourceFile> =>
  readSourceFile(Buffer.from(file), 100_000);

/** What a format reads from a file that it recognises wholly. */
export const statementOf = async (format: BrokerFormat, file: Buffer | string): Promise<Statement> => {
  const source = await sourceOf(file);
  expect(format.recognise(source)).toBe(1);
  return format.read(source);
};

/** Some cells of each holding, lots left out. */
export const cellsOf = <Cell extends keyof PrintedHolding>(
  { holdings }: Statement,
  ...cells: readonly Cell[]
): readonly (readonly PrintedHolding[Cell][])[] =>
  holdings.filter(({ lot }) => !lot).map((holding) => cells.map((cell) => holding[cell]));

export const linesOf = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
