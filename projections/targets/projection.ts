import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { TargetPriceRemoved, TargetPricesSet } from '../../domain/targets/events.ts';
import { defineProjection } from '../projection.ts';

const targetRows = ({ data, metadata, eventId }: RecordedEvent<TargetPricesSet>) =>
  data.targets.map(({ targetId, symbol, positionType, prices, userPrice }) => ({
    target_id: targetId,
    portfolio_id: data.portfolioId,
    symbol,
    position_type: positionType,
    eoy: prices.eoy,
    next_year: prices.nextYear,
    downside: prices.downside,
    user_price: userPrice,
    updated_at: metadata.occurredAt,
    event_id: eventId,
  }));

type TargetRow = ReturnType<typeof targetRows>[number];

/** The targets that are set, as they were set last, and the revision of their stream; also of an archived portfolio. */
export const targets = defineProjection<TargetPricesSet | TargetPriceRemoved>({
  name: 'targets',
  version: 2,
  partition: 'portfolio',
  tables: ['target_prices', 'target_revisions'],
  ddl: `
    create table target_prices (
      target_id     text           primary key,
      portfolio_id  text           not null,
      symbol        text           not null,
      position_type text           not null,
      eoy           numeric,
      next_year     numeric,
      downside      numeric,
      user_price    numeric,
      updated_at    timestamptz(3) not null,
      event_id      text           not null,
      constraint uq_target_of_portfolio unique (portfolio_id, symbol, position_type)
    );

    create table target_revisions (
      portfolio_id text   primary key,
      revision     bigint not null
    );
  `,
  eventTypes: ['TargetPricesSet', 'TargetPriceRemoved'],
  apply: async (page, tables) => {
    const set = new Map<string, TargetRow>();
    const removed: { target_id: string }[] = [];
    for (const event of page) {
      switch (event.type) {
        case 'TargetPricesSet':
          for (const row of targetRows(event)) set.set(row.target_id, row);
          break;
        case 'TargetPriceRemoved':
          removed.push({ target_id: event.data.targetId });
          set.delete(event.data.targetId);
          break;
        default:
          event satisfies never;
      }
    }
    await tables.remove('target_prices', ['target_id'], removed);
    await tables.upsert('target_prices', ['target_id'], [...set.values()]);
    await tables.upsert(
      'target_revisions',
      ['portfolio_id'],
      page.map(({ data, revision }) => ({ portfolio_id: data.portfolioId, revision: String(revision) })),
    );
  },
});
