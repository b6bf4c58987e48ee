export default async (): Promise<void> => {
  await globalThis.stopTestDatabases?.();
};
