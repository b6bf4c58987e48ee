/**
 * Test level is in the file's name: .unit (plain values), .db (PostgreSQL), .e2e (HTTP and PostgreSQL), .crash (killed
 * processes). Those that need more than Node are left out unless asked for: .kafka (Java), .browser (Chromium).
 */
const { RUN_KAFKA, RUN_BROWSER } = process.env;

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(RUN_KAFKA ? [] : ['\\.kafka\\.test\\.ts$']),
    ...(RUN_BROWSER ? [] : ['\\.browser\\.test\\.ts$']),
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      },
    ],
  },
  setupFiles: ['<rootDir>/test/support/property-seed.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
  maxWorkers: 2,
};
