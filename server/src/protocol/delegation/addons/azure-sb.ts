import { createHmac } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { expirationOf, requireNamed, type AddonKind } from './addon-kind.ts';

/** Auth0: add-on `azure_sb`. A Shared Access Signature of Azure Service Bus, for one entity of a namespace, by the key of one of its policies. */
export const azureSb: AddonKind = {
  kind: 'azure_sb',
  issue(call) {
    const named = requireNamed(call.settings, 'setting', ['namespace', 'sasKeyName', 'entityPath']);
    if (named instanceof Refusal) return named;
    const keys = requireNamed(call.secrets, 'secret', ['sasKey']);
    if (keys instanceof Refusal) return keys;
    const resource = encodeURIComponent(`http://${named.namespace}.servicebus.windows.net/${named.entityPath}`.toLowerCase());
    const expiry = call.now + expirationOf(call, 300);
    const signature = createHmac('sha256', keys.sasKey).update(`${resource}\n${expiry}`).digest('base64');
    return { azure_sb_sas: `SharedAccessSignature sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${encodeURIComponent(named.sasKeyName)}&sr=${resource}` };
  },
};
