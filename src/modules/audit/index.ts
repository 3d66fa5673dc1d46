export type { Objets } from './deps.ts'
export { paths as auditPaths } from './paths.ts'
export { auditRoutes } from './routes.tsx'
