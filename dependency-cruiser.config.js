// The walls of docs/house.md, each as a sentence. Modules enter each other by index.ts, and only along these arrows.
const ARROWS = {
  annuaire: [],
  comptes: ['annuaire'],
  demarches: ['annuaire', 'comptes'],
  equipes: ['annuaire', 'comptes', 'demarches'],
  audit: ['annuaire', 'comptes'],
  partage: ['annuaire', 'comptes'],
  dossiers: ['annuaire', 'comptes', 'demarches', 'partage'],
  instruction: ['comptes', 'demarches', 'dossiers'],
  api: ['comptes', 'demarches', 'dossiers', 'instruction'],
  catalogue: ['annuaire', 'comptes', 'demarches'],
  fonds: ['annuaire', 'comptes', 'demarches', 'dossiers'],
  observatoire: ['annuaire', 'comptes', 'demarches', 'dossiers'],
  espaces: ['annuaire', 'comptes'],
}
// Tests, and what only tests use.
const TEST = '(\\.test|/test-[a-z]+)\\.tsx?$'
const PURE_PACKAGES = 'node_modules/(zod|libphonenumber-js|ibantools)/'

const arrows = Object.entries(ARROWS).map(([module, allowed]) => ({
  name: `${module}-calls-only`,
  comment: `${module} may call ${allowed.join(', ') || 'no other module'}: see « Who may call whom » in docs/house.md, or use a hook.`,
  severity: 'error',
  from: { path: `^src/modules/${module}/`, pathNot: TEST },
  to: { path: '^src/modules/', pathNot: `^src/modules/(${[module, ...allowed].join('|')})/` },
}))

export default {
  forbidden: [
    ...arrows,
    {
      name: 'modules-enter-by-the-door',
      comment: 'Another module is imported by its index.ts only.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'outside-enters-by-the-door',
      comment: 'What stands outside modules imports a module by its index.ts; the demonstration also reads its data.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/modules/', TEST] },
      to: {
        path: '^src/modules/',
        pathNot: ['^src/modules/[^/]+/index\\.ts$', '^src/modules/demarches/demonstration/'],
      },
    },
    {
      name: 'core-is-pure',
      comment: 'core imports itself and a short list of pure packages: no Node, no other room.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: TEST },
      to: { pathNot: ['^src/core/', PURE_PACKAGES] },
    },
    {
      name: 'ui-knows-core-only',
      comment: 'The design system knows the types of core, never a module nor a database.',
      severity: 'error',
      from: { path: '^src/ui/', pathNot: TEST },
      to: { path: '^src/(modules|infra|site|demonstration|cli|browser)/|^src/(app|cli)\\.ts$' },
    },
    {
      name: 'infra-knows-no-domain',
      comment: 'infra is technique: it may use core and ui, never a module.',
      severity: 'error',
      from: { path: '^src/infra/', pathNot: TEST },
      to: { path: '^src/(modules|site|demonstration|cli)/|^src/(app|cli)\\.ts$' },
    },
    {
      name: 'pages-fetch-nothing',
      comment: 'Pages receive values ready to print: no store, no action, no database.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/pages/', pathNot: [TEST, '/routes\\.tsx$'] },
      to: { path: '^src/modules/[^/]+/(store|actions)/|^src/infra/db/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'actions-know-no-http',
      comment: 'Actions tell a story in a transaction; routes turn HTTP into a call.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/actions/', pathNot: TEST },
      to: { path: 'node_modules/@?fastify/|^src/modules/[^/]+/(routes|pages)/' },
    },
    {
      name: 'no-drawers',
      comment: 'A room is named by what it is for.',
      severity: 'error',
      from: {},
      to: { path: '^src/.*/(util|utils|helper|helpers|lib|common|misc|shared)(/|[.]ts)' },
    },
    {
      name: 'one-way-out',
      comment:
        'Outgoing requests pass by infra/net, which refuses private addresses; the server alone speaks HTTP otherwise.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/infra/net/', TEST] },
      to: { path: '(^|/)node_modules/undici/|^(node:)?https?2?$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-knows-the-whole',
      comment: 'app.ts is the only file that knows everybody; only the command line opens it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli', TEST] },
      to: { path: '^src/app\\.ts$' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/browser/' },
  },
}
