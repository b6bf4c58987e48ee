/** The field that a refusal of the form is about, so that it can be said beside it. */
const FIELD_OF_CODE: Readonly<Record<string, 'portfolioName' | 'accountName' | 'accountType' | 'equity'>> = {
  ERR_PORT_001: 'accountName',
  ERR_PORT_002: 'portfolioName',
  ERR_PORT_003: 'portfolioName',
  ERR_PORT_004: 'equity',
  ERR_PORT_005: 'equity',
  ERR_PORT_006: 'equity',
  ERR_PORT_009: 'accountType',
  ERR_PORT_010: 'accountName',
  ERR_PORT_011: 'accountName',
};

export const formFieldOf = (code: string) => FIELD_OF_CODE[code] ?? null;
