import { createPrintedMessages } from '../../adapters/messages/printed-messages.ts';
import { createSmtpMessages } from '../../adapters/messages/smtp-messages.ts';
import type { AccountMessages } from '../../application/ports/account-messages.ts';
import type { Config } from '../config/config.ts';

/** By mail where there is a server for it, else on the operator's terminal. */
export const createAccountMessages = (
  { smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  print: (text: string) => void,
): AccountMessages =>
  smtpUrl === null || mailFrom === null
    ? createPrintedMessages(print)
    : createSmtpMessages({ url: smtpUrl, from: mailFrom });
