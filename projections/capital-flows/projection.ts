import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { CapitalFlow } from '../../domain/portfolio/capital-flow.ts';
import type {
  CapitalFlowCorrected,
  CapitalFlowEvent,
  CapitalFlowRecorded,
  CapitalFlowRemoved,
} from '../../domain/portfolio/events.ts';
import { defineProjection } from '../projection.ts';

type FlowEvent =
  | RecordedEvent<CapitalFlowRecorded>
  | RecordedEvent<CapitalFlowCorrected>
  | RecordedEvent<CapitalFlowRemoved>;

/** Only what the recording said is carried over from the row: a correction brings the whole flow. */
type Recording = {
  readonly recorded_on: string;
  readonly recorded_at: string;
  readonly recorded_position: string;
};

const flowColumns = ({ kind, amount, date, notes }: CapitalFlow) => ({ kind, amount, date, notes });

/**
 * The contributions and withdrawals of a portfolio as they stand, also of an archived one; one that was removed has no
 * row.
 */
export const capitalFlows = defineProjection<CapitalFlowEvent>({
  name: 'capital_flows',
  version: 2,
  partition: 'portfolio',
  tables: ['capital_flows'],
  dated: { capital_flows: 'date' },
  ddl: `
    create table capital_flows (
      portfolio_id      text           not null,
      flow_id           text           not null,
      kind              text           not null,
      amount            numeric(16,2)  not null,
      date              date           not null,
      notes             text,
      recorded_on       date           not null,
      recorded_at       timestamptz(3) not null,
      recorded_position bigint         not null,
      corrected_at      timestamptz(3),
      last_position     bigint         not null,
      primary key (portfolio_id, flow_id)
    );
    create index capital_flows_newest_first on capital_flows (portfolio_id, date desc, recorded_position desc);
  `,
  eventTypes: ['CapitalFlowRecorded', 'CapitalFlowCorrected', 'CapitalFlowRemoved'],
  apply: async (page, tables) => {
    await tables.fold<FlowEvent, Recording>(page, {
      table: 'capital_flows',
      keyOf: ({ data }) => ({ portfolio_id: data.portfolioId, flow_id: data.flowId }),
      load: ['recorded_on', 'recorded_at', 'recorded_position'],
      fold: (row, event) => {
        switch (event.type) {
          case 'CapitalFlowRecorded':
            return {
              ...flowColumns(event.data),
              recorded_on: event.data.recordedOn,
              recorded_at: event.metadata.occurredAt,
              recorded_position: String(event.position),
              corrected_at: null,
            };
          case 'CapitalFlowCorrected':
            return row === null
              ? null
              : { ...row, ...flowColumns(event.data), corrected_at: event.metadata.occurredAt };
          case 'CapitalFlowRemoved':
            return null;
          default:
            return event satisfies never;
        }
      },
    });
  },
});
