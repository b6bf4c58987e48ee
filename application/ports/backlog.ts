/** How far work is behind, and since when: what the number of processes of a role can follow. */
export type Backlog = {
  /** Of the read model that is furthest behind. */
  readonly projections: { readonly events: bigint; readonly seconds: number };
  /** Of the relay from the log to the bus: positions, and the age of the oldest event that is not on the bus. */
  readonly relay: { readonly events: bigint; readonly seconds: number };
  /** Asked for and not ended, and the age of the oldest. */
  readonly calculations: { readonly open: number; readonly seconds: number };
  /** On the bus and not dealt with, by topic, those in hand included; null where the bus does not say. */
  readonly messages: Readonly<Record<string, number | null>>;
  /** New symbols that wait to be brought in. */
  readonly symbols: number;
};

export type ReadBacklog = () => Promise<Backlog>;
