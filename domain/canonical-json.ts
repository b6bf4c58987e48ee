/** Text that JSON writes as it is, between quotes: asked first, because almost all of it is. */
const PLAIN = /^[\w .,:/-]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

/**
 * One text per value: object keys sorted, no white space, as RFC 8785 (JSON Canonicalization Scheme) orders them.
 * Two values are the same fact exactly when their texts are equal, whatever store they went through.
 *
 * Written for the hash of every event: twice as fast as with arrays of members in between.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item)}`;
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
};
