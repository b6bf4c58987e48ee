import type { PriceBar } from './events.ts';

/** A price that moves by this factor between two closes has split, or is wrong; real moves since 2019 stay below 4.1. */
const IMPLAUSIBLE_MOVE = 5;

const moved = (from: number, to: number): number => Math.max(from / to, to / from);

/** Why a close cannot follow the last one; null when it can. */
export const faultOfMove = (
  last: Pick<PriceBar, 'close' | 'adjustedClose'>,
  bar: Pick<PriceBar, 'close' | 'adjustedClose' | 'splitFactor'>,
): string | null => {
  const explained = moved(Number(last.close), Number(bar.close) * bar.splitFactor) < IMPLAUSIBLE_MOVE;
  return explained && moved(last.adjustedClose, bar.adjustedClose) < IMPLAUSIBLE_MOVE
    ? null
    : `close moves from ${last.close} to ${bar.close} without a split that explains it`;
};
