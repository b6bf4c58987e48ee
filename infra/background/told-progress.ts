import { createProgress, type Progress } from '../../projections/runner/progress.ts';
import type { FromBackground } from './messages.ts';

/** The progress of the projections of this thread, told to the other one as it happens. */
export const toldProgress = (say: (message: FromBackground) => void): Progress => {
  const progress = createProgress();
  return {
    ...progress,
    moved: (projections, position) => {
      progress.moved(projections, position);
      say({ type: 'moved', projections: [...projections], position });
    },
    lost: (projections) => {
      progress.lost(projections);
      say({ type: 'lost', projections: [...projections] });
    },
  };
};
