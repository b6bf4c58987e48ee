/** Whoever chose another rule for the service says so in the refusal. */
export const PASSWORD_HINT =
  '8 to 128 characters, with upper case, lower case and a digit; no common password.';
