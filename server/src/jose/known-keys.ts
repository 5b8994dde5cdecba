import type { KeyObject } from 'node:crypto';
import { makePublicKey, parsePublicKey, type KeyMaterial } from '../protocol/client/public-key.ts';
import type { Jwk } from '../protocol/ports/foreign-jwt.ts';

/** Keys that come anew with every request, such as those of DPoP proofs. */
const mostRemembered = 2000;

/** What was made of a registered key lives as long as the object that holds it. */
const byObject = new WeakMap<Jwk, KeyObject | string>();
const byMaterial = new Map<string, KeyObject>();

/**
 * The key object of a public key, or what is wrong with it in words (`parsePublicKey`).
 * Making one costs as much as a signature, and so does what `jose` makes of a new one: so the same key gives the same object, as long as it is remembered.
 */
export function findKeyObject(jwk: unknown): KeyObject | string {
  if (typeof jwk !== 'object' || jwk === null) return parsePublicKey(jwk);
  const known = byObject.get(jwk as Jwk);
  if (known !== undefined) return known;
  const parsed = parsePublicKey(jwk, makeOrRemember);
  byObject.set(jwk as Jwk, parsed);
  return parsed;
}

/** The one that came first goes first: a stranger with many keys costs time, not memory. */
function makeOrRemember(material: KeyMaterial): KeyObject {
  const name = JSON.stringify(material);
  const known = byMaterial.get(name);
  if (known !== undefined) return known;
  const made = makePublicKey(material);
  if (byMaterial.size >= mostRemembered) byMaterial.delete(byMaterial.keys().next().value as string);
  byMaterial.set(name, made);
  return made;
}
