/** What is kept about a person outside the log and the read models: password, answers, previews, drafts, reports. */
export type PersonalTraces = {
  /** Removes all of it. Again changes nothing. */
  readonly remove: (person: { readonly userId: string; readonly credentialId: string }) => Promise<void>;
};
