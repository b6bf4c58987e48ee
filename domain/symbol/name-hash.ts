/** FNV-1a of a symbol's name, 32 bits: the same share of any work for the same symbol, whichever others there are. */
export const nameHash = (name: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
};
