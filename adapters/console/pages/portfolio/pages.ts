import '../../shared.ts';

export { default as Risk } from '../risk/risk.tsx';
export { default as Stress } from '../stress/stress.tsx';
export { default as Portfolio } from './portfolio.tsx';
