import type { LockedPackage } from './lockfile.ts';

/** None of them asks for more than to be named. */
const ACCEPTED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);
/** Data about browsers, and a checker of pages: named, unchanged, and used by tools only. */
const ACCEPTED_FOR_TOOLS: ReadonlySet<string> = new Set(['CC-BY-4.0', 'MPL-2.0']);

/** An SPDX expression without nested parentheses: of "OR" one has to be accepted, of "AND" all. */
export const isAccepted = ({ licence, dev }: Pick<LockedPackage, 'licence' | 'dev'>): boolean =>
  licence
    ?.replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) =>
      choice.split(' AND ').every((id) => ACCEPTED.has(id) || (dev && ACCEPTED_FOR_TOOLS.has(id))),
    ) ?? false;
