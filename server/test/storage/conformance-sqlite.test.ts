import { after, before, describe } from 'node:test';
import { sqliteBackend, type Backend } from './backend.ts';
import { everySuite } from './every-suite.ts';

describe('Storage on SQLite', () => {
  let backend: Backend;
  before(async () => { backend = await sqliteBackend(); });
  after(() => backend.stop());
  for (const suite of everySuite) suite(() => backend);
});
