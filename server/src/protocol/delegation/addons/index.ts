import type { AddonKind } from './addon-kind.ts';
import { azureBlob } from './azure-blob.ts';
import { azureSb } from './azure-sb.ts';
import { firebase } from './firebase.ts';
import { layer } from './layer.ts';

/** Every add-on whose token can be made from stored secrets alone. Credentials of `aws` are made by Amazon, and by nobody else. */
export const addonKinds: ReadonlyMap<string, AddonKind> = new Map([azureBlob, azureSb, firebase, layer].map((kind) => [kind.kind, kind]));
