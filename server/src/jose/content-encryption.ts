/** The sizes of a content encryption, in bytes. */
export interface ContentEncryption { readonly key: number; readonly iv: number; readonly tag: number }

const encryptions: ReadonlyMap<string, ContentEncryption> = new Map([
  ['A128CBC-HS256', { key: 32, iv: 16, tag: 16 }], ['A256CBC-HS512', { key: 64, iv: 16, tag: 32 }], ['A128GCM', { key: 16, iv: 12, tag: 16 }], ['A256GCM', { key: 32, iv: 12, tag: 16 }],
]);

/** RFC 7518 §5.1: the values of `enc` that this server speaks, and their sizes. */
export const findContentEncryption = (enc: unknown) => (typeof enc === 'string' ? encryptions.get(enc) : undefined);
