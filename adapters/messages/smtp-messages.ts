import { createTransport } from 'nodemailer';
import type { AccountMessages } from '../../application/ports/account-messages.ts';

const TIMEOUT_MS = 20_000;

export type SmtpOptions = {
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  readonly url: string;
  readonly from: string;
};

/** Plain text, by SMTP. Rejects when the server does not take it. */
export const createSmtpMessages = ({ url, from }: SmtpOptions): AccountMessages => {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    passwordReset: async ({ email, fullName, token, expiresAt }) => {
      await transport.sendMail({
        from,
        // As an object: a comma in a name does not make two addresses of one.
        to: { name: fullName, address: email },
        subject: 'Choose a new password for Sigmafold',
        text: [
          `Somebody, probably you, has asked to choose a new password for ${email}.`,
          '',
          `With this token it can be done once, until ${expiresAt.toISOString()}:`,
          '',
          token,
          '',
          'If it was not you, ignore this message: nothing has been changed.',
          '',
        ].join('\n'),
      });
    },
  };
};
