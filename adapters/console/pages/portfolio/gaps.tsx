import type { Coverage, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { availableOf } from '../../components/available.tsx';
import { Note } from '../../components/note.tsx';

const NAMED = 8;

const named = (symbols: readonly string[]): string =>
  symbols.length <= NAMED
    ? symbols.join(', ')
    : `${symbols.slice(0, NAMED).join(', ')} and ${symbols.length - NAMED} more`;

/** What is missing behind the figures: said before them, and with what was used instead. */
export const Gaps = ({ portfolioId }: { readonly portfolioId: string }) => {
  const coverage = availableOf(
    useResource<Coverage | NotAvailable>(`/api/v1/portfolios/${portfolioId}/data-coverage`),
  );
  if (coverage === null || (coverage.pending_symbols.length === 0 && coverage.gaps.length === 0)) return null;
  const pending = coverage.pending_symbols;
  return (
    <Note
      tone={pending.length > 0 || coverage.needs_price_update ? 'warn' : 'plain'}
      title={
        pending.length > 0
          ? `Prices of ${named(pending)} are still being fetched`
          : 'Some figures rest on what was there instead'
      }
    >
      <p>
        {coverage.symbols_with_recent_price} of {coverage.symbols_total} symbols have a price of the day.
        {pending.length > 0 ? ' The figures below are partial, and complete themselves.' : ''}
      </p>
      {coverage.gaps.length === 0 ? null : (
        <details>
          <summary>What was used instead</summary>
          <ul class="stack-tight small">
            {coverage.gaps.map(({ symbol, lacks, used }) => (
              <li key={`${symbol} ${lacks}`}>
                <strong>{symbol}</strong>: no {lacks.replaceAll('_', ' ')}; used {used}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Note>
  );
};
