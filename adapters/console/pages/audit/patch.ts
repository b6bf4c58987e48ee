import type { Patch } from '../../api/audit.ts';

/** One line of a diff. */
export type PatchLine = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
};

const ID_LENGTH = 36;

type Container = Record<string, unknown> | unknown[];

const partsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const childOf = (container: unknown, key: string): unknown => {
  if (!isContainer(container)) return undefined;
  if (Array.isArray(container)) return container[Number(key)];
  return Object.hasOwn(container, key) ? container[key] : undefined;
};

const valueAt = (root: unknown, path: readonly string[]): unknown => path.reduce(childOf, root);

const write = (root: unknown, path: readonly string[], op: string, value: unknown): void => {
  const key = path.at(-1);
  const container = valueAt(root, path.slice(0, -1));
  if (key === undefined || !isContainer(container)) return;
  if (!Array.isArray(container)) {
    if (op === 'remove') delete container[key];
    else container[key] = value;
    return;
  }
  const at = key === '-' ? container.length : Number(key);
  if (op === 'remove') container.splice(at, 1);
  else container.splice(at, op === 'add' ? 0 : 1, value);
};

/** A thing that is kept by its id is called what people call it. */
const named = (root: unknown, path: readonly string[]): readonly string[] =>
  path.map((part, at) => {
    if (part.length !== ID_LENGTH) return part;
    const thing = valueAt(root, path.slice(0, at + 1));
    const symbol = childOf(thing, 'symbol') ?? childOf(childOf(thing, 'position'), 'symbol');
    return typeof symbol === 'string' ? symbol : part;
  });

/** A JSON patch (RFC 6902) as lines of a diff: each operation with the value that it finds. */
export const patchLines = (before: unknown, patch: Patch): readonly PatchLine[] => {
  // Operations on a list move what stands behind: each is read where the ones before it have left things.
  const root: { state: unknown } = { state: structuredClone(before) };
  const pathIn = (pointer: string): readonly string[] => ['state', ...partsOf(pointer)];
  return patch.flatMap((operation): readonly PatchLine[] => {
    const { op, value } = operation;
    const path = pathIn(operation.path);
    const found = valueAt(root, path);
    const nameIn = (of: readonly string[]) => named(root, of).slice(1);
    if (op === 'move' || op === 'copy') {
      const source = pathIn(operation.from ?? '');
      const taken = structuredClone(valueAt(root, source));
      const was = nameIn(source);
      if (op === 'move') write(root, source, 'remove', undefined);
      write(root, path, 'add', taken);
      const added: PatchLine = { kind: 'added', path: nameIn(path), before: undefined, after: taken };
      return op === 'copy'
        ? [added]
        : [{ kind: 'removed', path: was, before: taken, after: undefined }, added];
    }
    // What goes has its name before it goes, what comes has it afterwards.
    const was = nameIn(path);
    write(root, path, op, structuredClone(value));
    if (op === 'add') return [{ kind: 'added', path: nameIn(path), before: undefined, after: value }];
    if (op === 'remove') return [{ kind: 'removed', path: was, before: found, after: undefined }];
    return op === 'replace' ? [{ kind: 'changed', path: was, before: found, after: value }] : [];
  });
};
