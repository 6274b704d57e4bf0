/** The import law of docs/architecture.md. Layer n sees core and the layers below it; nothing right of the Plan sees constructs. */
const layers = ['iaas', 'scheduling', 'services', 'gateway', 'governance'];
const room = (...names) => `^lib/(${names.join('|')})/`;

const layerLaw = layers.map((layer, n) => ({
  name: `${layer}-looks-down-only`,
  severity: 'error',
  from: { path: room(layer) },
  to: { path: '^lib/', pathNot: room('core', ...layers.slice(0, n + 1)) },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-knows-no-layer',
      severity: 'error',
      from: { path: room('core') },
      to: { path: '^lib/', pathNot: room('core') },
    },
    ...layerLaw,
    {
      name: 'rules-see-layers-only',
      severity: 'error',
      from: { path: room('rules') },
      to: { path: '^lib/', pathNot: room('core', 'rules', ...layers) },
    },
    {
      name: 'plan-sees-layers-and-rules',
      severity: 'error',
      from: { path: room('plan') },
      to: { path: '^lib/', pathNot: room('core', 'rules', 'plan', ...layers) },
    },
    {
      name: 'right-of-the-plan',
      severity: 'error',
      from: { path: room('output', 'review', 'pulumi') },
      to: { path: '^lib/', pathNot: `${room('core', 'output', 'review', 'pulumi')}|^lib/plan/types\\.ts$` },
    },
    {
      name: 'pulumi-in-one-room',
      severity: 'error',
      from: { path: '^(lib|apps)/', pathNot: room('pulumi') },
      to: { path: '@pulumi/' },
    },
    {
      name: 'public-doors-are-for-users',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(index|testing/.*)\\.ts$' },
      to: { path: '^lib/index\\.ts$' },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^lib/', pathNot: '\\.d\\.ts$' }, to: {} },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^lib/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
