export default async (): Promise<void> => {
  await globalThis.stopTestKafka?.();
  await globalThis.stopTestDatabases?.();
};
