import { scriptPath, type Target } from './target.ts';
import { repeat, type Load } from './load/load.ts';
import { encodeFields, formBytes, getBytes } from './load/request-bytes.ts';
import { freePort } from './machine/free-port.ts';
import { operationNames, type OperationName } from './operations.ts';
import { concurrency } from './product-loads.ts';

/** The bare HTTP floor: a GET that says hello for the constant documents, a form POST with a JSON answer for the rest. */
export async function floorTarget(): Promise<Target> {
  const port = await freePort();
  const hello = repeat([getBytes(port, '/')], { statuses: [200], text: 'hello' }, concurrency);
  const form = repeat([formBytes(port, '/', { body: form230() })], { statuses: [200], text: '"access_token"' }, concurrency);
  const loadOf = (operation: OperationName): Load => (operation === 'discovery' || operation === 'jwks' ? hello : form);
  return {
    name: 'floor',
    launch: { name: 'floor', script: scriptPath('./peers/floor-server.js'), args: [String(port)], environment: {}, port, readyPath: '/' },
    databaseCpu: undefined,
    loads: async () => new Map(operationNames.map((operation) => [operation, loadOf(operation)])),
  };
}

/** A token request of exactly 230 bytes. */
function form230(): string {
  const fields = { grant_type: 'client_credentials', client_id: 'bench-m2m', client_secret: 's'.repeat(64), resource: 'https://api.bench.example/es256', pad: '' };
  return encodeFields({ ...fields, pad: 'x'.repeat(230 - encodeFields(fields).length) });
}
