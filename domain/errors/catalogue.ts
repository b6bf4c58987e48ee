export type ErrorCode = string;
