import type { AccountMessages } from '../../application/ports/account-messages.ts';

/**
 * For a service without a mail server: the operator reads the token and hands it on. It is printed as it is and never
 * passes the logger, whose lines are often collected where many people can read them.
 */
export const createPrintedMessages = (print: (text: string) => void): AccountMessages => ({
  passwordReset: async ({ email, token, expiresAt }) =>
    print(
      [
        '',
        '======== PASSWORD RESET: hand this to the person, and to nobody else ========',
        `  for    ${email}`,
        `  token  ${token}`,
        `  until  ${expiresAt.toISOString()}, once`,
        '=============================================================================',
        '',
      ].join('\n'),
    ),
});
