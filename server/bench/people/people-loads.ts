import { fixtures } from '../fixtures.ts';
import { repeat, type Load } from '../load/load.ts';
import { encodeFields, formBytes, getBytes } from '../load/request-bytes.ts';
import { passwordLogin } from '../product-loads.ts';
import type { Product } from '../product.ts';
import { commonName, emailOf, everyWhichIsGold, idOf, nameOf, pictureOf } from './crowd.ts';
import { fewPeople } from './options.ts';

/** What is measured at a house with few people and at one with many. */
export const peopleOperations = ['list newest', 'list page 20', 'get by id', 'by email', 'by name', 'by beginning of name', 'by a common name', 'one word', 'by metadata', 'by common metadata', 'by beginning of metadata', 'by numbers in metadata', 'by picture', 'by a common given name', 'past everybody', 'token', 'token beside a search', 'token beside a walk', 'login'] as const;
export type PeopleOperation = (typeof peopleOperations)[number];
/** What a token is asked for beside. */
export const besides = { 'token beside a search': 'by metadata', 'token beside a walk': 'past everybody' } as const;
type Beside = keyof typeof besides;

const asked = 200;
/** As many as the small house has, so that both answer the same number of people. */
const fewestGold = fewPeople / everyWhichIsGold;
/** Login pages that stand open before a run. */
const openPages = 150;

/** The operations, one request at a time each, but for those beside another. */
export function peopleLoads(product: Product, { people, token }: { readonly people: number; readonly token: string }): Readonly<Record<Exclude<PeopleOperation, Beside>, Load>> {
  const { port, paths } = product;
  const { m2m } = fixtures.clients;
  // Spread over everybody, in an order that is no order of an index.
  const numbers = Array.from({ length: asked }, (_, i) => Math.floor(((i * 0.618_033_988_75) % 1) * people));
  const get = (path: string) => getBytes(port, `/api/v2${path}`, { Authorization: `Bearer ${token}` });
  const each = (path: (i: number) => string, text: string) => repeat(numbers.map((i) => get(path(i))), { statuses: [200], text }, 1);
  const search = (q: (i: number) => string, perPage = 50) => each((i) => `/users?${encodeFields({ q: q(i), per_page: String(perPage), include_totals: 'true' })}`, '"user_id"');
  return {
    'list newest': each(() => '/users?per_page=50&sort=created_at%3A-1&include_totals=true', '"user_id"'),
    'list page 20': each(() => '/users?per_page=50&page=19&sort=created_at%3A1', '"user_id"'),
    'get by id': each((i) => `/users/${encodeURIComponent(idOf(i))}`, '"user_id"'),
    'by email': search((i) => `email:"${emailOf(i)}"`),
    'by name': search((i) => `name:"${nameOf(i)}"`),
    'by beginning of name': search((i) => `name:${nameOf(i).slice(0, -1).replaceAll(' ', '\\ ')}*`),
    'by a common name': search(() => `name:${commonName}*`),
    'one word': search((i) => `person-${i}`),
    'by metadata': search((i) => `user_metadata.number:${i}`),
    'by common metadata': search(() => 'app_metadata.plan:"gold"', fewestGold),
    'by beginning of metadata': search(() => 'user_metadata.colour:bl*'),
    'by numbers in metadata': search((i) => `user_metadata.number:[${i} TO ${i + 20}]`),
    'by picture': search((i) => `picture:"${pictureOf(i)}"`),
    'by a common given name': search(() => `given_name:"${commonName}"`),
    // Everybody has one of the two: what is not so has no index.
    'past everybody': each(() => `/users?${encodeFields({ q: 'NOT app_metadata.plan:"gold" AND NOT app_metadata.plan:"free"', per_page: '50' })}`, '['),
    'token': repeat([formBytes(port, paths.token, { body: encodeFields({ grant_type: 'client_credentials', client_id: m2m.id, client_secret: m2m.secret, resource: fixtures.apis.ES256 }) })], { statuses: [200], text: '"access_token"' }, 1),
    'login': passwordLogin(product, { person: (i) => ({ ...fixtures.person, email: emailOf(numbers[i % asked] ?? 0) }), openPages, concurrency: 1 }),
  };
}
