/** Which folder may import what. The folder says where a file may run; these rules keep it so. */

const only = (name, comment, allowed, target) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src-|scripts/)', pathNot: allowed },
  to: { path: target },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file, or miss a third. Types may: they are gone when it runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that starts nothing is dead.',
      severity: 'error',
      from: { orphan: true, path: '^src-', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'imports-resolve',
      comment:
        "Every import names a file that is there or a package of package.json. Addresses of files (`?url`) are Vite's business.",
      severity: 'error',
      from: { path: '^(src-|scripts/)' },
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
    {
      name: 'no-dev-packages-at-run-time',
      comment: 'What the installed program imports has to be a dependency.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-renderer/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/electron/',
      },
    },
    {
      name: 'shared-is-pure',
      comment: 'src-shared runs in Node and in the browser: it imports itself, zod and the contract builder.',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { pathNot: '^(src-shared/|node_modules/(zod|@orpc/contract)/)' },
    },
    {
      name: 'renderer-not-main',
      comment: 'The renderer knows the main side by the contract alone.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main/|scripts/)' },
    },
    {
      name: 'renderer-not-node',
      comment: 'The renderer runs in a sandbox.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-not-renderer',
      comment: 'Only the preload, which runs in the page, takes what it exposes there from the renderer.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/electron/preload\\.ts$' },
      to: { path: '^src-renderer/' },
    },
    only(
      'only-shell-electron',
      'Importing electron from Node fetches its binary.',
      '^src-main/electron/',
      '^node_modules/electron/',
    ),
    {
      name: 'electron-unreachable',
      comment: 'No way in but the desktop shell may come to electron, however long the chain.',
      severity: 'error',
      from: { path: '^src-main/(cli|engine|data|series)/main\\.ts$' },
      to: { path: '^node_modules/electron/', reachable: true },
    },
    only(
      'only-shell-uses-shell',
      'The shell is thin and nobody needs it.',
      '^src-main/electron/',
      '^src-main/electron/',
    ),
    only(
      'only-engine-tensorflow',
      'TensorFlow blocks its thread and takes its process with it when it dies.',
      '^src-main/engine/',
      '^node_modules/@tensorflow/',
    ),
    only(
      'only-engine-and-event-files-protobuf',
      "TensorFlow's and ONNX's messages are the engine's business; TensorBoard's event files are read without it, where runs are brought in.",
      '^src-main/(engine/|services/series-files/event-messages\\.ts$)',
      '^node_modules/protobufjs/',
    ),
    only('only-store-sqlite', 'One place writes SQL.', '^src-main/store/', '^node_modules/better-sqlite3/'),
    only(
      'only-data-sharp',
      'One place decodes pictures.',
      '^(src-main/data/|scripts/bench-import\\.ts$)',
      '^node_modules/sharp/',
    ),
    {
      name: 'engine-stands-alone',
      comment: 'The engine process loads nothing of the application around it.',
      severity: 'error',
      from: { path: '^src-main/engine/' },
      to: { path: '^src-main/(store|services|http|headless|electron|cli)/' },
    },
    {
      name: 'nobody-loads-the-engine',
      comment:
        'Others speak to the engine process by its protocol. They may read the files that it leaves and the records, and share what is arithmetic.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/engine/' },
      to: {
        path: '^src-main/engine/',
        pathNot:
          '^src-main/engine/(protocol|records|views|figures-of|predictions-file|checkpoint/(safetensors|tensor-names|write-file-atomically)|train/epoch-files)\\.ts$',
      },
    },
    {
      name: 'services-below-the-ways-in',
      comment: 'The window, the web shell and the command line are layers on the services, not under them.',
      severity: 'error',
      from: { path: '^src-main/(services|store|data|http|install)/' },
      to: { path: '^src-main/(headless|electron|cli)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no compiler API for JavaScript programs; swc reads the same syntax.
    parser: 'swc',
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
