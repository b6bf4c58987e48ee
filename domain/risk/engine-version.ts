/**
 * Names the formulas of this folder. It goes into the metadata of every calculated event; raise it with any change
 * that moves a number.
 */
export const ENGINE_VERSION = 'risk-2';
