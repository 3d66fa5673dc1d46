export default { forbidden: [], options: { parser: 'swc', tsPreCompilationDeps: true } }
