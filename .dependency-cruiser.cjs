/**
 * Who may import what. Imports go one way, src → commands → hostlink; each outside thing has one door.
 * swc is the parser because dependency-cruiser 17 reads nothing, and says nothing, under TypeScript 7;
 * test/structure.test.ts plants a breach of every rule and sees it found.
 */
const product = '^(src|commands|hostlink)/';

/** Only `door` may import `packages`, as far as the product goes. Tests and the playground may stand in for the other side. */
const door = (name, packages, door) => ({
  name,
  severity: 'error',
  from: { path: product, pathNot: door },
  to: { path: `(^|/)node_modules/(${packages})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'hostlink-knows-no-upper-storey',
      severity: 'error',
      from: { path: '^hostlink/' },
      to: { path: '^(src|commands)/' },
    },
    {
      name: 'commands-know-no-upper-storey',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^src/' },
    },
    {
      name: 'product-knows-no-playground',
      severity: 'error',
      from: { path: product },
      to: { path: '^(playground|test|bench)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: `${product}|^playground/` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    door('door-ssh2', 'ssh2', '^hostlink/ssh/connection\\.ts$'),
    door('door-slack', '@slack/[^/]+', '^src/slack/'),
    door('door-database', 'pg|@electric-sql/pglite|@dbos-inc/dbos-sdk', '^src/store/'),
    door('door-kdl', '@bgotink/kdl', '^hostlink/registry/kdl\\.ts$'),
    door('door-resvg', '@resvg/resvg-wasm', '^src/pictures/draw-worker\\.mjs$'),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^playground/page/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
