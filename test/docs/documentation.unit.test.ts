import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FACTOR_IDS } from '../../domain/risk/factors.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';

const DOCS = 'docs';
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, path: join(DOCS, name), text: readFileSync(join(DOCS, name), 'utf8') }));

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const pageNamed = (name: string): string => pages.find((page) => page.name === name)?.text ?? '';

describe('the documentation', () => {
  it.each(pages)('$name links to what exists', ({ path, text }) => {
    const links = all(text, /\]\(([^)#\s]+)/g).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
  });

  it('is found: every page is linked from another one or from the readme', () => {
    const entrances = ['README.md', 'CONTRIBUTING.md'].map((path) => ({
      path,
      text: readFileSync(path, 'utf8'),
    }));
    const linked = new Set(
      [...entrances, ...pages].flatMap(({ path, text }) =>
        all(text, /\]\(([^)#\s]+)/g).map((link) => join(dirname(path), link)),
      ),
    );
    expect(pages.filter(({ path }) => !linked.has(path)).map(({ path }) => path)).toEqual([]);
    const inEntrances = entrances.flatMap(({ text }) => all(text, /\]\(([^)#\s]+)/g));
    expect(inEntrances.filter((link) => !/^[a-z]+:/.test(link) && !existsSync(link))).toEqual([]);
  });

  it.each(pages)('$name names folders and files that exist', ({ text }) => {
    const paths = all(text, /`((?:adapters|application|docs|domain|infra|projections|test)\/[\w./-]*)`/g);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('every test that a page names is there', () => {
    const named = pages.flatMap(({ text }) => [...text.matchAll(/`(test\/[\w./-]+)` › \*([^*]+)\*/g)]);
    expect(named.length).toBeGreaterThan(100);
    const missing = named.filter(([, file = '', name = '']) => {
      const source = readFileSync(file, 'utf8');
      return !["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`));
    });
    expect(missing.map(([reference]) => reference)).toEqual([]);
    const arrows = pages.flatMap(({ text }) => [...text.matchAll(/` › /g)]);
    expect(named).toHaveLength(arrows.length);
  });

  it('has a row for each of 110 failures, in order', () => {
    const numbers = all(pageNamed('failures-made-impossible.md'), /^\| (\d+) \|/gm).map(Number);
    expect(numbers).toEqual(Array.from({ length: 110 }, (_, i) => i + 1));
  });

  it('has a row for each of 92 hostile inputs, in order, with a test or the reason why there is none', () => {
    const rows = [...pageNamed('hostile-inputs.md').matchAll(/^\| (\d+) \| (.*) \|$/gm)];
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 92 }, (_, i) => i + 1));
    const unproven = rows.filter(
      ([row]) => !row.includes('` › *') && !/not applicable, because \w+/.test(row),
    );
    expect(unproven.map(([row]) => row)).toEqual([]);
  });

  it('shows every factor, and every scenario with its shocks', () => {
    const text = pageNamed('how-numbers-are-made.md');
    expect(FACTOR_IDS.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
    const shock = ([factor, size]: [string, number]): string => {
      const amount =
        factor === 'ir_beta'
          ? `${Math.round(Math.abs(size) * 1e4)} bp`
          : `${Math.round(Math.abs(size) * 100)} %`;
      return `\`${factor}\` ${size > 0 ? '+' : '−'}${amount}`;
    };
    const rows = SCENARIOS.map(
      ({ id, name, shocks, category, severity, active }) =>
        `| \`${id}\` | ${name} | ${Object.entries(shocks).map(shock).join(', ')} | ${category} | ${severity} | ${active ? 'yes' : 'no'} |`,
    );
    expect(rows.filter((row) => !text.includes(row))).toEqual([]);
  });
});
