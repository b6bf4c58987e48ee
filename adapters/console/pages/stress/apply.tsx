import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { ChangedPositions, WhatIf } from '../../api/analytics.ts';
import { call, newCommandKey } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { day, grouped, money } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Table } from '../../components/table.tsx';
import { toast } from '../../components/toast.tsx';
import { afterCalculation } from '../portfolio/calculation.ts';
import { type Trade, tradesOf } from './draft.ts';

type Props = {
  readonly portfolioId: string;
  readonly etag: string | null;
  readonly found: WhatIf;
  readonly onClose: () => void;
  readonly onConflict: () => void;
};

const openBody = (trade: Extract<Trade, { kind: 'open' }>, date: string) => ({
  symbol: trade.symbol,
  quantity: trade.quantity,
  entry_price: trade.price,
  entry_date: date,
  investment_class: trade.investmentClass,
});

/** Trades become real: those that open lots as one command, those that close lots as another. */
const send = async (
  { portfolioId, etag, found }: Props,
  trades: readonly Trade[],
): Promise<{ readonly problem: Problem | null; readonly runId: string | null }> => {
  const date = found.calculation_date;
  const opens = trades.filter((trade) => trade.kind === 'open');
  const closes = trades.filter((trade) => trade.kind === 'close');
  let ifMatch = etag;
  let runId: string | null = null;
  const commands = [
    ...(closes.length === 0
      ? []
      : [
          {
            path: 'bulk/close',
            body: {
              positions: closes.map(({ positionId, quantity, price }) => ({
                position_id: positionId,
                quantity,
                exit_date: date,
                exit_price: price,
              })),
            },
          },
        ]),
    ...(opens.length === 0
      ? []
      : [
          {
            path: 'bulk',
            body: { positions: opens.map((trade) => openBody(trade, date)), on_duplicate: 'keep' },
          },
        ]),
  ];
  for (const { path, body } of commands) {
    const answer = await call<ChangedPositions>(`/api/v1/portfolios/${portfolioId}/positions/${path}`, {
      method: 'POST',
      body,
      idempotencyKey: newCommandKey(),
      ...(ifMatch === null ? {} : { ifMatch }),
    });
    if (!answer.ok) return { problem: answer.error, runId };
    ifMatch = answer.etag;
    runId = answer.value.batch_run_id;
  }
  return { problem: null, runId };
};

/** What would be recorded, once more, before it is. */
export const Apply = (props: Props) => {
  const { portfolioId, found, onClose, onConflict } = props;
  const { route } = useLocation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const trades = tradesOf(found);
  const apply = async (): Promise<void> => {
    setSending(true);
    const result = await send(props, trades);
    setSending(false);
    if (result.problem !== null) {
      setProblem(result.problem);
      onConflict();
      return;
    }
    toast('The trades were recorded. The figures are being worked out again.');
    void afterCalculation(portfolioId, result.runId, () => {});
    route(`/portfolios/${portfolioId}`);
  };
  return (
    <Dialog title="Record these trades" onClose={onClose}>
      <p class="muted">
        As of {day(found.calculation_date)}, at the prices that the answer was worked out with. Change them
        afterwards on the overview if yours were others.
      </p>
      <Table
        caption="Trades"
        hideCaption
        rows={trades}
        keyOf={(trade) => `${trade.kind} ${trade.symbol} ${trade.kind === 'close' ? trade.positionId : ''}`}
        columns={[
          {
            id: 'what',
            title: 'Trade',
            heading: true,
            cell: ({ kind, symbol }) => `${kind === 'open' ? 'Open' : 'Close'} ${symbol}`,
          },
          { id: 'quantity', title: 'Quantity', right: true, cell: ({ quantity }) => grouped(quantity) },
          { id: 'price', title: 'Price', right: true, cell: ({ price }) => money(price) },
        ]}
      />
      {problem === null ? null : problem.status === 412 ? (
        <Note tone="warn" title="Somebody changed this portfolio in the meantime" alert>
          <p>Nothing more was recorded. Close this, look at what it is now, and decide again.</p>
        </Note>
      ) : (
        <ProblemNote problem={problem} />
      )}
      <div class="dialog-foot">
        <Button onClick={onClose}>Not yet</Button>
        <Button kind="primary" busy={sending} onClick={() => void apply()}>
          Record them
        </Button>
      </div>
    </Dialog>
  );
};
