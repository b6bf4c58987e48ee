import { FACTOR_IDS, type FactorId } from '../risk/factors.ts';
import { PERIODS, type Period } from '../risk/period-return.ts';
import type { SymbolProfile } from './events.ts';

const PROFILE_FIELDS = ['companyName', 'sector', 'industry', 'marketCap'] as const;

/** The share of `values` that are known, in `points`. */
const points = (total: number, values: readonly (number | string | null | undefined)[]): number =>
  (total * values.filter((value) => value != null).length) / values.length;

/**
 * How much is known of a symbol on a day, from 0 to 100: 30 for a close, 30 for its returns, 20 for its profile and 20
 * for its factors, each in proportion to what is there; a whole number.
 *
 * @example dataQuality({ close: null, returns: null, profile: null, factors: null }) // 0
 */
export const dataQuality = (known: {
  readonly close: string | null;
  readonly returns: Readonly<Record<Period, number | null>> | null;
  readonly profile: Pick<SymbolProfile, (typeof PROFILE_FIELDS)[number]> | null;
  readonly factors: Readonly<Record<FactorId, number | null>> | null;
}): number =>
  Math.round(
    points(30, [known.close]) +
      points(
        30,
        PERIODS.map((period) => known.returns?.[period]),
      ) +
      points(
        20,
        PROFILE_FIELDS.map((field) => known.profile?.[field]),
      ) +
      points(
        20,
        FACTOR_IDS.map((id) => known.factors?.[id]),
      ),
  );
