import '../../shared.ts';

export { default as ProgressPage } from '../progress/progress.tsx';
export { default as SeveralProgress } from '../progress/several.tsx';
export { default as Import } from './import.tsx';
export { default as Reimport } from './reimport.tsx';
