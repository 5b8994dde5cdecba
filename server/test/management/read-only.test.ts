import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { operations } from '../../src/management/index.ts';
import { bringsScope } from '../../src/protocol/administration/administrator-role.ts';
import { newAdministrator, tokenOf } from './administrators.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

type Schema = { readonly [name: string]: unknown } & { readonly type?: string; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly anyOf?: readonly Schema[]; readonly items?: Schema };

/** Something that a schema takes: what is refused must be refused for who asks. */
function sampleOf(schema: Schema): unknown {
  if (schema['const'] !== undefined) return schema['const'];
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] ?? {});
  return (samples[schema.type ?? ''] ?? samples['string'])?.(schema);
}

const samples: Readonly<Record<string, (schema: Schema) => unknown>> = {
  object: ({ required = [], properties }) => Object.fromEntries(required.map((name) => [name, sampleOf(properties?.[name] ?? {})])),
  array: ({ minItems, items }) => (minItems === undefined ? [] : [sampleOf(items ?? {})]),
  boolean: () => true,
  integer: ({ minimum }) => minimum ?? 0,
  number: ({ minimum }) => minimum ?? 0,
  string: ({ minLength }) => 'x'.repeat(Number(minLength ?? 1)),
};

describe('A read-only administrator changes nothing by the Management API', () => {
  let house: ManagedHouse;
  let [reader, self] = ['', ''];
  before(async () => {
    house = await startManagedHouse();
    const person = await newAdministrator(house.running, 'read-only');
    self = person.id;
    ({ token: reader } = await tokenOf(house.running, person));
  });
  after(() => house.stop());

  const writing = operations.filter(({ method }) => method !== 'GET');
  test('there are write operations to be refused', () => { assert.ok(writing.length > 70, String(writing.length)); });
  for (const { id, method, path, body, query, takesFile } of writing) {
    test(`${id} is refused with 403`, async () => {
      // The own record, where the address names a person: what is left to everybody else is not left to who only reads.
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(name === 'id' || name === 'user_id' ? self : 'x'));
      const asked = sampleOf(query as Schema) as Record<string, string>;
      const sent = takesFile === true || body === undefined ? {} : { body: sampleOf(body as Schema) };
      const { status, body: answer } = await house.ask(method, `${address}${Object.keys(asked).length === 0 ? '' : `?${new URLSearchParams(asked).toString()}`}`, { token: reader, ...sent });
      assert.equal(status, 403, JSON.stringify(answer));
      assert.equal(answer['errorCode'], 'insufficient_scope');
    });
  }

  for (const { id, method, path } of operations.filter((one) => one.method === 'GET' && !one.path.includes('{') && one.scopes.some((scope) => scope.startsWith('read:') && bringsScope('read-only', scope)))) {
    test(`${id} is not refused: it reads`, async () => {
      const { status } = await house.ask(method, path, { token: reader });
      assert.ok(status !== 401 && status !== 403, String(status));
    });
  }
});
