/**
 * Turns the data of an event of one schema version into that of a later one: pure, and total over everything that was
 * ever written in version `from`. An event is never rewritten; whoever reads it gets the version of today.
 */
export type Upcaster = {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly upcast: (data: object) => object;
};
