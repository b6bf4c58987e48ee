/**
 * What a figure rests on. `ok` = enough to lean on, `limited` = it exists but leans on little, `insufficient` = too
 * few values (the figure is null), `degenerate` = the values do not determine it, as when they do not vary (null).
 */
export type EstimateQuality = 'ok' | 'limited' | 'insufficient' | 'degenerate';
