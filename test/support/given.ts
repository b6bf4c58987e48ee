import type { Decider, DomainEvent } from '../../domain/decider.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';

/** given these events, when this command, then these events or this refusal. */
export const given = <Command, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
  past: readonly Event[],
) => ({
  when: (command: Command) => {
    const decided = decider.decide(command, past.reduce(decider.evolve, decider.initial));
    return {
      // biome-ignore lint/suspicious/noThenProperty: given/when/then is the vocabulary of deciders, and nothing awaits it
      then: (...events: readonly Event[]): void => expect(decided).toEqual({ ok: true, value: events }),
      thenTypes: (...types: readonly Event['type'][]): void =>
        expect(decided.ok && decided.value.map(({ type }) => type)).toEqual(types),
      thenNothing: (): void => expect(decided).toEqual({ ok: true, value: [] }),
      thenRefused: (code: Refusal['code']): void =>
        expect(decided).toMatchObject({ ok: false, error: { code } }),
    };
  },
});
