/** What people are told about their account, on a way that only they can read. */
export type AccountMessages = {
  readonly passwordReset: (message: {
    readonly email: string;
    readonly fullName: string;
    readonly token: string;
    readonly expiresAt: Date;
  }) => Promise<void>;
};
