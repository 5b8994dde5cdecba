/** The certificate library as a value: it is loaded late. */
export type X509 = typeof import('@peculiar/x509');

/** What the injector inside the library asks of `Reflect`. Nothing here was compiled with such metadata, so the true answer is always "none". */
const metadataNames = ['getMetadata', 'getOwnMetadata', 'defineMetadata'] as const;

let loaded: Promise<X509> | undefined;

/**
 * The certificate library, loaded on first use: only `dev --https` needs it.
 * It refuses to load without the metadata functions that a polyfill would add to `Reflect`; they are there while it loads, and taken away again.
 */
export function loadX509(): Promise<X509> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<X509> {
  const missing = metadataNames.filter((name) => !(name in Reflect));
  for (const name of missing) Object.defineProperty(Reflect, name, { value: () => undefined, configurable: true });
  try {
    const x509 = await import('@peculiar/x509');
    x509.cryptoProvider.set(globalThis.crypto);
    return x509;
  } finally {
    for (const name of missing) Reflect.deleteProperty(Reflect, name);
  }
}
