import { parseEmail } from '../email/address.ts';
import { parseFullName } from './full-name.ts';
import { parsePassword } from './password.ts';

/** What a person types to register, field by field: whether an address is taken is asked between e-mail and password. */
export const parseRegistration = {
  email: parseEmail,
  password: parsePassword,
  fullName: parseFullName,
} as const;
