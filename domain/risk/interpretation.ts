/** What a share of explained variance is called. Thresholds are lower bounds. */
export const fitQuality = (rSquared: number): 'excellent' | 'good' | 'fair' | 'poor' | 'very_poor' => {
  if (rSquared >= 0.7) return 'excellent';
  if (rSquared >= 0.5) return 'good';
  if (rSquared >= 0.3) return 'fair';
  return rSquared >= 0.1 ? 'poor' : 'very_poor';
};

/** How far a spread beta tilts a portfolio: strong above 0.5, moderate above 0.2. */
export const spreadMagnitude = (beta: number): 'strong' | 'moderate' | 'mild' => {
  if (Math.abs(beta) > 0.5) return 'strong';
  return Math.abs(beta) > 0.2 ? 'moderate' : 'mild';
};

const DIRECTIONS = {
  growth_value_spread: { up: 'Growth', down: 'Value', neutral: 'Balanced' },
  momentum_spread: { up: 'Momentum', down: 'Contrarian', neutral: 'Neutral' },
  size_spread: { up: 'Small Cap', down: 'Large Cap', neutral: 'Balanced' },
  quality_spread: { up: 'Quality', down: 'Speculative', neutral: 'Balanced' },
} as const;

export type SpreadFactorId = keyof typeof DIRECTIONS;

/** Which way a spread beta tilts; neutral up to 0.2 either way. */
export const spreadDirection = (factor: SpreadFactorId, beta: number): string => {
  const { up, down, neutral } = DIRECTIONS[factor];
  if (Math.abs(beta) <= 0.2) return neutral;
  return beta > 0 ? up : down;
};

/** How sensitive to long rates a beta to TLT's return is. Thresholds are upper bounds. */
export const rateSensitivity = (beta: number): 'very_low' | 'low' | 'moderate' | 'high' | 'very_high' => {
  const size = Math.abs(beta);
  if (size < 0.05) return 'very_low';
  if (size < 0.15) return 'low';
  if (size < 0.3) return 'moderate';
  return size < 0.5 ? 'high' : 'very_high';
};

/** Significance by p-value: `***` below 0.01, `**` below 0.05, `*` below 0.10, else `ns`. */
export const significanceStars = (pValue: number): '***' | '**' | '*' | 'ns' => {
  if (pValue < 0.01) return '***';
  if (pValue < 0.05) return '**';
  return pValue < 0.1 ? '*' : 'ns';
};
