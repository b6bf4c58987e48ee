import type { Access, TimelineEntry } from '../../api/audit.ts';

/** What the timeline shows: what was done to a portfolio, and that somebody else looked at it. */
export type AuditRecord =
  | { readonly kind: 'entry'; readonly position: string; readonly at: string; readonly entry: TimelineEntry }
  | { readonly kind: 'access'; readonly position: string; readonly at: string; readonly access: Access };

/** Below zero when `a` stands before `b` in the log. */
export const inLogOrder = (a: string, b: string): number => {
  const [first, second] = [BigInt(a), BigInt(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

/**
 * Newest first. While older entries are not read yet (`complete` is false), accesses that lie before them wait for them:
 * nothing may come in between what is shown already.
 */
export const recordsOf = (
  entries: readonly TimelineEntry[],
  accesses: readonly Access[],
  complete: boolean,
): readonly AuditRecord[] => {
  const oldest = entries.at(-1)?.position;
  const shown = accesses.filter(
    ({ position }) => complete || (oldest !== undefined && inLogOrder(position, oldest) > 0),
  );
  return [
    ...entries.map((entry) => ({
      kind: 'entry' as const,
      position: entry.position,
      at: entry.at,
      entry,
    })),
    ...shown.map((access) => ({
      kind: 'access' as const,
      position: access.position,
      at: access.at,
      access,
    })),
  ].toSorted((a, b) => inLogOrder(b.position, a.position));
};

export type About = TimelineEntry['about'] | 'access';
export type Who = 'you' | 'administrator' | 'others' | 'process';

export type RecordFilter = {
  readonly about: About | 'all';
  readonly who: Who | 'all';
  readonly text: string;
  /** Dates, both included; empty for no bound. */
  readonly from: string;
  readonly to: string;
};

export const EVERYTHING: RecordFilter = { about: 'all', who: 'all', text: '', from: '', to: '' };

export const whoDid = (record: AuditRecord, userId: string): Who => {
  if (record.kind === 'access') return record.access.accessed_by === userId ? 'you' : 'others';
  const { actor } = record.entry;
  if (actor.kind === 'process') return 'process';
  if (actor.impersonator_id !== null) return 'administrator';
  return actor.user_id === userId ? 'you' : 'others';
};

const textOf = (record: AuditRecord): string =>
  record.kind === 'access'
    ? `${record.access.action} ${record.access.reason ?? ''}`
    : [
        record.entry.sentence,
        record.entry.reason ?? '',
        ...Object.keys(record.entry.event_types),
        ...record.entry.figures.map(({ value }) => String(value)),
      ].join(' ');

export const filterRecords = (
  records: readonly AuditRecord[],
  filter: RecordFilter,
  userId: string,
): readonly AuditRecord[] => {
  const sought = filter.text.trim().toLowerCase();
  return records.filter((record) => {
    const about = record.kind === 'access' ? 'access' : record.entry.about;
    const date = record.at.slice(0, 10);
    return (
      (filter.about === 'all' || filter.about === about) &&
      (filter.who === 'all' || filter.who === whoDid(record, userId)) &&
      (filter.from === '' || date >= filter.from) &&
      (filter.to === '' || date <= filter.to) &&
      (sought === '' || textOf(record).toLowerCase().includes(sought))
    );
  });
};
