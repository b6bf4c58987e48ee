import { withMoment } from '../../as-of-address.ts';
import { momentText } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { actingAs } from '../../state/acting-as.ts';
import { asOf } from '../../state/as-of.ts';

const filesOf = (id: string) => [
  { path: `/api/v1/audit/portfolios/${id}/export`, title: 'Log with its chain', format: 'NDJSON' },
  { path: `/api/v1/portfolios/${id}/positions/export.csv`, title: 'Positions', format: 'CSV' },
  { path: `/api/v1/portfolios/${id}/snapshots/export.csv`, title: 'Snapshots', format: 'CSV' },
  {
    path: `/api/v1/portfolios/${id}/equity-changes/export`,
    title: 'Deposits and withdrawals',
    format: 'CSV',
  },
];

/** Take it away. A link carries the person's own cookie, so that nobody downloads by it what is another's. */
export const Exports = ({ portfolioId }: { readonly portfolioId: string }) => (
  <Panel title="Take it away">
    {actingAs.value === null ? (
      <>
        <p>
          {asOf.value === null
            ? 'The log is one event a line, each with its hash in the chain.'
            : `As it was: ${momentText(asOf.value)}.`}
        </p>
        <ul class="exports">
          {filesOf(portfolioId).map(({ path, title, format }) => (
            <li key={path}>
              <a class="button" href={withMoment(path, asOf.value)} download>
                {title} <span class="muted small">{format}</span>
              </a>
            </li>
          ))}
        </ul>
        <p>
          Everything about you, all portfolios among it, is one archive:{' '}
          <a href="/api/v1/users/me/export" download>
            download it
          </a>
          , or see <a href="/account">your account</a>.
        </p>
      </>
    ) : (
      <p class="muted">Nobody takes another person’s data away: stop acting as them first.</p>
    )}
  </Panel>
);
