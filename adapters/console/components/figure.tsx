import type { ComponentChildren } from 'preact';
import { explained } from '../state/explained.ts';

type Props = {
  readonly portfolioId: string;
  /** As the explain API names it: `equity_balance`, `market_beta_90d`, `stress:market_down_10`, `position:{id}`. */
  readonly number: string;
  /** What the drawer calls it. */
  readonly label: string;
  /** A date, where it is not the latest. */
  readonly date?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
};

/** A number that opens "where does this come from". */
export const Figure = ({ portfolioId, number, label, date, class: tone = '', children }: Props) => (
  <button
    type="button"
    class={`figure ${tone}`}
    title="Where does this come from?"
    onClick={() => {
      explained.value = { portfolioId, number, label, date: date ?? 'latest' };
    }}
  >
    {children}
    <span class="visually-hidden">: where does {label} come from?</span>
  </button>
);
