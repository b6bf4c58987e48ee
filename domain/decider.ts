import type { Refusal } from './errors/refusal.ts';
import type { Result } from './result.ts';

/** A fact in the past tense. `data` is plain JSON: decimals as strings, times as ISO strings, never a secret. */
export type DomainEvent<Type extends string = string, Data = object> = {
  readonly type: Type;
  readonly data: Data;
};

/**
 * The functional core of one stream kind: what may happen (`decide`) and what it means (`evolve`).
 * Both are pure: the command carries the time and the ids. An empty array means "nothing to do".
 */
export type Decider<Command, Event extends DomainEvent, State> = {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => Result<readonly Event[], Refusal>;
  readonly evolve: (state: State, event: Event) => State;
};
