import type { ConsentScope } from '../page.ts';
import type { View } from '../view.ts';

/** A permission as it is read: a verb phrase, what data, and the raw value last, unless the words are our own (`own`). */
export interface ScopeLine { readonly value: string; readonly title: string; readonly detail: string | undefined; readonly own: boolean }

type Kind = 'acts' | 'reads' | 'profile' | 'keeps';
const order: readonly Kind[] = ['acts', 'reads', 'profile', 'keeps'];
const profileScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'address', 'phone']);

/** What a permission is by the habit of its name; one that does not say that it only reads counts as acting. */
export function kindOf(value: string): Kind {
  if (value === 'offline_access') return 'keeps';
  if (profileScopes.has(value)) return 'profile';
  return /^(?:read|list|view|get)[:._-]/.test(value) || /[:._-](?:read|list|view)$/.test(value) ? 'reads' : 'acts';
}

/** What acts or changes first, then what reads, then the profile, then lasting access; otherwise as they came. */
export const inOrder = (scopes: readonly ConsentScope[]): readonly ConsentScope[] => order.flatMap((kind) => scopes.filter((scope) => kindOf(scope.value) === kind));

/** The server's own words for the scopes of OIDC Core §5.4 and OIDC Core §11, the tenant's for all others; never a raw scope alone. */
export function scopeLine(scope: ConsentScope, view: View): ScopeLine {
  const { value, title, detail } = scope;
  switch (value) {
    case 'openid': case 'profile': case 'offline_access': return { value, title: view.tell(`scope.${value}`), detail: view.tell(`scope.${value}.detail`), own: true };
    case 'email': case 'address': case 'phone': return { value, title: view.tell(`scope.${value}`), detail, own: true };
    default: {
      const untitled = title.trim() === '' || title === value;
      return { value, title: untitled ? view.tell('consent.untitled', { scope: value }) : title, detail, own: untitled };
    }
  }
}

/** Nothing that is allowed, now or before, can change anything. */
export const onlyReads = (scopes: readonly ConsentScope[]): boolean => scopes.every((scope) => kindOf(scope.value) !== 'acts');
