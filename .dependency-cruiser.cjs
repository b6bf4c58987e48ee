/** Dependencies point inwards: adapters, projections -> application -> domain; infra -> all; nothing imports infra. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment:
        'the domain knows no I/O, no framework and no other layer; big.js and uuid are values, not I/O',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '^node_modules/(big\\.js|@types/big\\.js|uuid)/'] },
    },
    {
      name: 'application-imports-domain-only',
      severity: 'error',
      from: { path: '^application/' },
      to: { path: '^(adapters|projections|infra|test)/' },
    },
    {
      name: 'projections-import-inwards',
      severity: 'error',
      from: { path: '^projections/' },
      to: { path: '^(adapters|infra|test)/' },
    },
    {
      name: 'adapters-import-inwards',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(projections|infra|test)/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
