import type { Upcaster } from '../../domain/upcaster.ts';
import { UPCASTERS } from '../../domain/upcasters.ts';
import type { RecordedEvent } from '../ports/event-store.ts';

const FIRST_VERSION = 1;

type Steps = ReadonlyMap<number, Upcaster>;

const byType = (upcasters: readonly Upcaster[]): ReadonlyMap<string, readonly Upcaster[]> => {
  const grouped = new Map<string, Upcaster[]>();
  for (const upcaster of upcasters)
    grouped.set(upcaster.type, [...(grouped.get(upcaster.type) ?? []), upcaster]);
  return grouped;
};

const problemsOf = (type: string, upcasters: readonly Upcaster[]): readonly string[] => {
  const newest = Math.max(FIRST_VERSION, ...upcasters.map(({ to }) => to));
  const from = (version: number) => upcasters.filter((upcaster) => upcaster.from === version);
  const versions = Array.from({ length: newest - FIRST_VERSION }, (_, index) => FIRST_VERSION + index);
  return [
    ...upcasters
      .filter((step) => step.to <= step.from)
      .map((step) => `${type}: the upcaster from version ${step.from} to ${step.to} makes a cycle`),
    ...upcasters
      .filter((step) => step.to > step.from + 1)
      .map((step) => `${type}: the upcaster from version ${step.from} to ${step.to} leaves a gap`),
    ...upcasters
      .filter((step) => step.from < FIRST_VERSION)
      .map((step) => `${type}: there is no version ${step.from}`),
    ...versions
      .filter((version) => from(version).length === 0)
      .map((version) => `${type}: no upcaster leads from version ${version} to ${newest}`),
    ...versions
      .filter((version) => from(version).length > 1)
      .map((version) => `${type}: ${from(version).length} upcasters start at version ${version}`),
  ];
};

/**
 * What is wrong with a list of upcasters, a line each; empty when every version of every type leads to the newest, one
 * version at a time. To be asked at start: a service that cannot read its events must not run.
 */
export const upcasterProblems = (upcasters: readonly Upcaster[]): readonly string[] =>
  [...byType(upcasters)].flatMap(([type, steps]) => problemsOf(type, steps));

export type Upcasting = {
  /** The version that is written today. */
  readonly currentVersion: (type: string) => number;
  /** The event as of today. Throws on a version that this release does not know: a newer one wrote it. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
};

/** Throws on a list with problems. */
export const createUpcasting = (upcasters: readonly Upcaster[]): Upcasting => {
  const problems = upcasterProblems(upcasters);
  if (problems.length > 0) throw new Error(problems.join('; '));
  const steps = new Map<string, Steps>(
    [...byType(upcasters)].map(([type, list]) => [type, new Map(list.map((step) => [step.from, step]))]),
  );
  const currentVersion = (type: string): number => FIRST_VERSION + (steps.get(type)?.size ?? 0);

  return {
    currentVersion,
    upcast: (event) => {
      const current = currentVersion(event.type);
      let version = event.metadata.schemaVersion;
      if (version === current) return event;
      if (version > current)
        throw new Error(
          `${event.type} at position ${event.position} has version ${version}, and this release knows ${current}: a newer release wrote it`,
        );
      let { data } = event;
      for (; version < current; version += 1)
        data = steps.get(event.type)?.get(version)?.upcast(data) ?? data;
      return { ...event, data, metadata: { ...event.metadata, schemaVersion: current } };
    },
  };
};

/** Of all events that there are. */
export const upcasting: Upcasting = createUpcasting(UPCASTERS);
