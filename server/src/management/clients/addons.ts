import Type, { type Static } from 'typebox';
import type { Addon } from '../../protocol/client/client-policies.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { AddonSecrets } from '../../protocol/ports/addon-secrets.ts';

const text = Type.Optional(Type.String({ minLength: 1, maxLength: 1000 }));
const flag = Type.Optional(Type.Boolean());
const minutes = Type.Optional(Type.Number({ minimum: 1, maximum: 525_600, description: 'Minutes.' }));
const secret = Type.Optional(Type.String({ minLength: 1, maxLength: 20_000, description: 'Kept sealed, and never answered: what is not sent again stays.' }));

const kinds = {
  aws: Type.Object({
    role: text, lifetime_in_seconds: Type.Optional(Type.Integer({ minimum: 900, maximum: 43_200 })), principal: Type.Optional(Type.String({ maxLength: 1000, description: 'Kept and not used: roles are assumed by web identity, not by SAML.' })),
    region: Type.Optional(Type.String({ pattern: '^[a-z]{2,8}(-[a-z0-9]{1,20}){1,4}$', description: 'Whose Security Token Service is asked.' })), endpoint: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 1000, description: 'A Security Token Service elsewhere.' })),
  }, { additionalProperties: false }),
  azure_blob: Type.Object({ accountName: text, containerName: text, blobName: text, signedIdentifier: text, expiration: minutes, storageAccessKey: secret, blob_read: flag, blob_write: flag, blob_delete: flag, container_read: flag, container_write: flag, container_delete: flag, container_list: flag }, { additionalProperties: false }),
  azure_sb: Type.Object({ namespace: text, sasKeyName: text, entityPath: text, expiration: minutes, sasKey: secret }, { additionalProperties: false }),
  firebase: Type.Object({ client_email: text, private_key_id: text, private_key: secret, secret }, { additionalProperties: false }),
  layer: Type.Object({ providerId: text, keyId: text, expiration: minutes, privateKey: secret }, { additionalProperties: false }),
};
type Kind = keyof typeof kinds;
const secrets: ReadonlySet<string> = new Set(['storageAccessKey', 'sasKey', 'private_key', 'secret', 'privateKey']);

const orNull = <Schema extends (typeof kinds)[Kind]>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));
/** Auth0: the targets of delegation whose tokens can be made here. The whole of them: what is not named is gone. */
export const addonsBody = Type.Object({ aws: orNull(kinds.aws), azure_blob: orNull(kinds.azure_blob), azure_sb: orNull(kinds.azure_sb), firebase: orNull(kinds.firebase), layer: orNull(kinds.layer) }, { additionalProperties: false });
/** The targets of a body. */
export type AddonsBody = Static<typeof addonsBody>;

/** The add-ons of an application with those of a body in their place; secrets that the body leaves out stay. */
export function withAddons(client: Client, sent: AddonsBody | undefined, tools: { readonly addonSecrets: AddonSecrets }): Client {
  if (sent === undefined) return client;
  return { ...client, addons: Object.fromEntries(Object.entries(sent).flatMap(([kind, members]) => (members === null ? [] : [[kind, addonOf(client, kind as Kind, { members, tools })]]))) };
}

function addonOf(client: Client, kind: Kind, { members, tools }: { readonly members: object; readonly tools: { readonly addonSecrets: AddonSecrets } }): Addon {
  const owner = { tenant: client.tenant, clientId: client.id, addon: kind };
  const before = client.addons[kind];
  const entries = Object.entries(members).map(([name, value]) => [name, String(value)] as const);
  const settings = Object.fromEntries(entries.filter(([name]) => !secrets.has(name)));
  const fresh = Object.fromEntries(entries.filter(([name]) => secrets.has(name)));
  const kept = before === undefined ? {} : tools.addonSecrets.open(before.sealed, owner);
  return { kind, settings, sealed: tools.addonSecrets.seal({ ...kept, ...fresh }, owner) };
}

/** The add-ons in Auth0's names, without their secrets; nothing where there are none. */
export function addonsViewOf({ addons }: Client): object {
  const shown = Object.entries(addons).map(([name, { settings }]) => [name, Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, typed(key, value)]))] as const);
  return shown.length === 0 ? {} : { addons: Object.fromEntries(shown) };
}

function typed(key: string, value: string): unknown {
  if (key === 'expiration' || key === 'lifetime_in_seconds') return Number(value);
  return /^(blob|container)_/.test(key) ? value === 'true' : value;
}
