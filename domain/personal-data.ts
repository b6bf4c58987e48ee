/**
 * The members of an event's data that name a person, by type. They are sealed in the log under the key of the user
 * whom `userId` names, and null once that key is dropped.
 */
export const PERSONAL_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  UserRegistered: ['email', 'fullName'],
  ApiKeyCreated: ['name'],
};
