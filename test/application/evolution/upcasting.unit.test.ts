import { createUpcasting, upcasterProblems } from '../../../application/evolution/upcasting.ts';
import { positionFrom, type RecordedEvent } from '../../../application/ports/event-store.ts';
import type { Upcaster } from '../../../domain/upcaster.ts';
import { UPCASTERS } from '../../../domain/upcasters.ts';
import { eventOf } from '../../support/events.ts';

const step = (from: number, to: number, upcast: Upcaster['upcast'] = (data) => data): Upcaster => ({
  type: 'Told',
  from,
  to,
  upcast,
});

const told = (schemaVersion: number, data: object): RecordedEvent => ({
  ...eventOf({ type: 'Told', data }, 'told', undefined, { schemaVersion }),
  stream: 'story-1',
  revision: 0n,
  position: positionFrom(7n),
  recordedAt: '2024-07-01T14:00:00.123Z',
});

describe('a list of upcasters', () => {
  it('of this release leads from every version of every type to the newest', () => {
    expect(upcasterProblems(UPCASTERS)).toEqual([]);
  });

  it.each([
    ['a gap at the start', [step(2, 3)], 'no upcaster leads from version 1 to 3'],
    ['a gap in the middle', [step(1, 2), step(3, 4)], 'no upcaster leads from version 2 to 4'],
    ['a step over a version', [step(1, 3), step(2, 3)], 'from version 1 to 3 leaves a gap'],
    ['a cycle', [step(1, 2), step(2, 1)], 'from version 2 to 1 makes a cycle'],
    ['a step to itself', [step(1, 1)], 'from version 1 to 1 makes a cycle'],
    ['two ways on', [step(1, 2), step(1, 2)], '2 upcasters start at version 1'],
    ['a version that never was', [step(0, 1)], 'there is no version 0'],
  ])('with %s is refused', (_name, upcasters, problem) => {
    expect(upcasterProblems(upcasters).join('\n')).toContain(
      `Told: ${problem.startsWith('from') ? 'the upcaster ' : ''}${problem}`,
    );
    expect(() => createUpcasting(upcasters)).toThrow(problem);
  });
});

describe('upcasting', () => {
  const upcasting = createUpcasting([
    step(2, 3, (data) => ({ ...data, third: true })),
    step(1, 2, ({ name }: { name?: string }) => ({ label: name })),
  ]);

  it('goes through every version on the way to the newest', () => {
    const event = upcasting.upcast(told(1, { name: 'x' }));
    expect(event.data).toEqual({ label: 'x', third: true });
    expect(event.metadata.schemaVersion).toBe(3);
  });

  it('leaves an event of the newest version as it is', () => {
    const event = told(3, { label: 'x', third: false });
    expect(upcasting.upcast(event)).toBe(event);
    expect(upcasting.currentVersion('Told')).toBe(3);
  });

  it('leaves an event alone whose type has only ever had one version', () => {
    const event = { ...told(1, {}), type: 'Other' };
    expect(upcasting.upcast(event)).toBe(event);
    expect(upcasting.currentVersion('Other')).toBe(1);
  });

  it('does not guess at what a newer release wrote', () => {
    expect(() => upcasting.upcast(told(4, {}))).toThrow(
      'Told at position 7 has version 4, and this release knows 3: a newer release wrote it',
    );
  });
});
