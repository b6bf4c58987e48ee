declare global {
  var stopTestDatabases: (() => Promise<void>) | undefined;
  var stopTestKafka: (() => Promise<void>) | undefined;
}

export {};
