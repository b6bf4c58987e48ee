import { createPatch, type Operation } from 'rfc6902';
import { accessDecider } from '../../domain/access/decider.ts';
import { accountsDecider } from '../../domain/accounts/decider.ts';
import { calculationDecider } from '../../domain/calculation/decider.ts';
import type { Decider, DomainEvent } from '../../domain/decider.ts';
import { emailDecider } from '../../domain/email/decider.ts';
import { impersonationDecider } from '../../domain/impersonation/decider.ts';
import { inviteDecider } from '../../domain/invite/decider.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import { riskDecider } from '../../domain/risk/decider.ts';
import { symbolDecider } from '../../domain/symbol/decider.ts';
import { targetsDecider } from '../../domain/targets/decider.ts';
import { userDecider } from '../../domain/user/decider.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A state without what JSON has not: maps become objects, sets lists. */
export const plain = (value: unknown): Json => {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]));
  if (value instanceof Set || Array.isArray(value)) return [...(value as Iterable<unknown>)].map(plain);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, plain(item)]])),
    );
  return (value ?? null) as Json;
};

type Evolution = {
  readonly initial: unknown;
  readonly evolve: (state: unknown, event: RecordedEvent) => unknown;
};

const evolutionOf = <Command, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
): Evolution => ({
  initial: decider.initial,
  // The stream's own decider wrote its events.
  evolve: (state, event) => decider.evolve(state as State, event as unknown as Event),
});

const EVOLUTIONS: Readonly<Record<string, Evolution>> = {
  portfolio: evolutionOf(portfolioDecider),
  calculation: evolutionOf(calculationDecider),
  valuation: evolutionOf(valuationDecider),
  risk: evolutionOf(riskDecider),
  targets: evolutionOf(targetsDecider),
  accounts: evolutionOf(accountsDecider),
  user: evolutionOf(userDecider),
  email: evolutionOf(emailDecider),
  symbol: evolutionOf(symbolDecider),
  access: evolutionOf(accessDecider),
  invite: evolutionOf(inviteDecider),
  impersonations: evolutionOf(impersonationDecider),
};

/** An event with what it made of its stream: the state that decisions rest on, and how it differs from before. */
export type Step = {
  readonly event: RecordedEvent;
  readonly state: Json;
  /** RFC 6902: applied to the state before, it gives the state after. */
  readonly patch: readonly Operation[];
};

const PAGE = 500;

/** The events of a stream after a revision, each with state and patch. The fold begins where the stream does. */
export const stepsOf = async (
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  { after, limit }: { readonly after: bigint | null; readonly limit: number },
): Promise<{ readonly steps: readonly Step[]; readonly more: boolean }> => {
  const evolution = EVOLUTIONS[stream.slice(0, stream.indexOf('-'))];
  let state: unknown = evolution?.initial ?? null;
  let before: Json | null = null;
  let last: bigint | undefined;
  const steps: Step[] = [];
  for (;;) {
    const page = await store.readStream(stream, {
      limit: PAGE,
      ...(last === undefined ? {} : { after: last }),
    });
    for (const event of page) {
      const isWanted = after === null || event.revision > after;
      if (isWanted && steps.length === limit) return { steps, more: true };
      if (isWanted) before ??= plain(state);
      state = evolution === undefined ? null : evolution.evolve(state, event);
      last = event.revision;
      if (!isWanted) continue;
      const now = plain(state);
      steps.push({ event, state: now, patch: createPatch(before, now) });
      before = now;
    }
    if (page.length < PAGE) return { steps, more: false };
  }
};
