/** What a computed figure is of: one portfolio, some of them, or all active ones of a user. */
export type FigureScope = { readonly portfolioIds: readonly string[] } | { readonly userId: string };

export type FigureStamp = {
  /**
   * Another one whenever anything a figure is made from is another: the portfolios, their positions, their newest
   * snapshots, and the prices, factors and profiles of the symbols that they hold.
   */
  readonly stamp: string;
  /** Every read model shows what the stamp stands for; before that, what is computed must not be kept. */
  readonly settled: boolean;
};

export type Stamped = {
  /** Who owns them, by id: those of the scope that are there and not archived, of the same moment as the stamp. */
  readonly owners: ReadonlyMap<string, string>;
  /** Null when none of them was valued. */
  readonly stamp: FigureStamp | null;
};

/** One question to the database, whatever the figure. */
export type FigureStamps = (scope: FigureScope) => Promise<Stamped>;
