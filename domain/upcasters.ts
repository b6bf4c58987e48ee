import { riskUpcasters } from './risk/upcasters.ts';
import type { Upcaster } from './upcaster.ts';
import { userUpcasters } from './user/upcasters.ts';

/** Of every stream kind. A type that is not here has only ever had version 1. */
export const UPCASTERS: readonly Upcaster[] = [...riskUpcasters, ...userUpcasters];
