import type Big from 'big.js';
import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal, toMoney } from '../decimal.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import type { FlowId } from '../ids.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import { fail, ok, type Result } from '../result.ts';

export const FLOW_KINDS = ['CONTRIBUTION', 'WITHDRAWAL'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** Money that came into the account or left it: never a gain or a loss. */
export type CapitalFlow = {
  readonly flowId: FlowId;
  readonly kind: FlowKind;
  /** US dollars and cents, always positive: the kind says in which direction. */
  readonly amount: Decimal;
  /** The day it happened, any calendar day. */
  readonly date: IsoDate;
  readonly notes: string | null;
};

/** An amount as people write it, in dollars and cents; EQUITY_001 when it is not one. */
export const parseFlowAmount = (text: string): Result<Decimal, Refusal> => {
  const number = plainNumber(text.trim());
  if (number === null || number.sign !== 1) return fail(refuse('EQUITY_001'));
  if (number.decimals > limits.capitalFlow.decimals) {
    return fail(
      refuse('EQUITY_001', { message: 'The amount of a capital flow has more than two decimals.' }),
    );
  }
  if (number.wholeDigits > limits.capitalFlow.wholeDigits) {
    return fail(refuse('EQUITY_001', { message: 'The amount of a capital flow is too large.' }));
  }
  return ok(toMoney(decimal(number.value)));
};

const signed = ({ kind, amount }: CapitalFlow): Big =>
  kind === 'CONTRIBUTION' ? decimal(amount) : decimal(amount).neg();

/**
 * What flows add to equity on the way from the close of `from` to the close of `to`: contributions less withdrawals
 * dated in (from, to]. On the way back, when `to` is the earlier day, the same with the opposite sign.
 */
export const netFlowBetween = (flows: readonly CapitalFlow[], from: IsoDate, to: IsoDate): Big => {
  const [early, late] = from <= to ? [from, to] : [to, from];
  const net = flows
    .filter(({ date }) => date > early && date <= late)
    .reduce((total, flow) => total.plus(signed(flow)), decimal(0));
  return from <= to ? net : net.neg();
};
