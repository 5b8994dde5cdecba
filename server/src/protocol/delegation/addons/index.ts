import type { AddonKind } from './addon-kind.ts';
import { aws } from './aws.ts';
import { azureBlob } from './azure-blob.ts';
import { azureSb } from './azure-sb.ts';
import { firebase } from './firebase.ts';
import { layer } from './layer.ts';

/** Every add-on. Tokens are made from stored secrets here, but for credentials of `aws`, which are asked for. */
export const addonKinds: ReadonlyMap<string, AddonKind> = new Map([aws, azureBlob, azureSb, firebase, layer].map((kind) => [kind.kind, kind]));
