/**
 * Node's own HTTP. An `import` of it reads every name that it has, and one of them loads all of `fetch`:
 * 45 ms of processor time and 14 MB of every start, for nothing that is used here (docs/reference/performance.md).
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
