import type { Position } from './event-store.ts';

/** How far a follower that works outside the read models has got. */
export type Checkpoints = {
  readonly load: (name: string) => Promise<Position>;
  readonly save: (name: string, position: Position) => Promise<void>;
};
