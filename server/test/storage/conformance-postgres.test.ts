import { after, before, describe } from 'node:test';
import { postgresBackend, type Backend } from './backend.ts';
import { everySuite } from './every-suite.ts';

describe('Storage on PostgreSQL', () => {
  let backend: Backend;
  before(async () => { backend = await postgresBackend(); });
  after(() => backend.stop());
  for (const suite of everySuite) suite(() => backend);
});
