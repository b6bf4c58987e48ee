/**
 * Where the thread's program begins. Run from source, it needs the loader that this process was given: a thread does not
 * inherit it.
 */
export const threadEntry = (): URL => {
  const compiled = !import.meta.url.endsWith('.ts');
  const program = new URL(compiled ? './thread.js' : './thread.ts', import.meta.url);
  if (compiled) return program;
  const loader = import.meta.resolve('tsx/esm/api');
  const source = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(program)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
};
