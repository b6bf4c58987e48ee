declare global {
  var stopTestDatabases: (() => Promise<void>) | undefined;
}

export {};
