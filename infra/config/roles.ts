/**
 * What a process does. api: answers calls. projector: keeps the read models. calculator: does the work that the bus
 * hands out. scheduler: everything that one process at a time does for all.
 */
export const ROLES = ['api', 'projector', 'calculator', 'scheduler'] as const;

export type Role = (typeof ROLES)[number];

/** Nothing is left for another process. */
export const doesAll = (roles: readonly Role[]): boolean => ROLES.every((role) => roles.includes(role));
