import { createHmac } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Seconds } from '../../../kernel/time.ts';
import { invalidTarget } from '../../vocabulary/errors.ts';
import { expirationOf, requireNamed, type AddonCall, type AddonKind } from './addon-kind.ts';

/** The version of the storage service whose form of string is signed. */
const version = '2020-12-06';
/** Clocks of others may be behind ours. */
const startsBefore: Seconds = 300;

/**
 * Auth0: add-on `azure_blob`. A service SAS of Azure Blob Storage: for one blob, named by the settings or by `blobName` of the request, or else for the container of the settings.
 * What may be done is set by `blob_read`, `blob_write`, `blob_delete` and `container_read`, `container_write`, `container_delete`, `container_list`.
 */
export const azureBlob: AddonKind = {
  kind: 'azure_blob',
  issue(call) {
    const named = requireNamed(call.settings, 'setting', ['accountName', 'containerName']);
    if (named instanceof Refusal) return named;
    const keys = requireNamed(call.secrets, 'secret', ['storageAccessKey']);
    if (keys instanceof Refusal) return keys;
    const blob = call.settings['blobName'] ?? call.params.optional('blobName');
    const policy = call.settings['signedIdentifier'] ?? '';
    const permissions = permissionsOf(call, blob === undefined ? 'container' : 'blob');
    // A stored access policy may say what is allowed; without one the signature must.
    if (permissions === '' && policy === '') return invalidTarget('addon.incomplete', { expected: `a permission for ${blob === undefined ? 'the container' : 'blobs'}` });
    const fields = {
      sp: permissions, st: timeOf(call.now - startsBefore), se: timeOf(call.now + expirationOf(call, 300)),
      resource: `/blob/${named.accountName}/${named.containerName}${blob === undefined ? '' : `/${blob}`}`, si: policy, sr: blob === undefined ? 'c' : 'b',
    };
    const sig = createHmac('sha256', Buffer.from(keys.storageAccessKey, 'base64')).update(stringToSign(fields), 'utf8').digest('base64');
    const query = Object.entries({ sv: version, spr: 'https', st: fields.st, se: fields.se, sr: fields.sr, sp: fields.sp, si: fields.si, sig }).filter(([, value]) => value !== '');
    return { azure_blob_sas: query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&') };
  },
};

interface Fields { readonly sp: string; readonly st: string; readonly se: string; readonly resource: string; readonly si: string; readonly sr: string }

/** Permissions, start, expiry, resource, policy, IP, protocol, version, kind, snapshot, encryption scope, and five headers of the answer; what is not used stays empty. */
const stringToSign = ({ sp, st, se, resource, si, sr }: Fields) => [sp, st, se, resource, si, '', 'https', version, sr, '', '', '', '', '', '', ''].join('\n');

/** In the order that the service demands: read, write, delete, list. */
const letters = [['read', 'r'], ['write', 'w'], ['delete', 'd'], ['list', 'l']] as const;
const permissionsOf = ({ settings }: AddonCall, of: 'blob' | 'container') => letters.map(([name, letter]) => (settings[`${of}_${name}`] === 'true' ? letter : '')).join('');

/** Whole seconds, in UTC. */
const timeOf = (at: Seconds) => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;
