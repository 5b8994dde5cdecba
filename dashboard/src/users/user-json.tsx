import type { User, UserChange } from '../api/records.ts';
import { JsonView } from '../pieces/json-view.tsx';

const editable: readonly (keyof UserChange)[] = ['email', 'email_verified', 'username', 'blocked', 'name', 'given_name', 'family_name', 'nickname', 'picture', 'phone_number', 'user_metadata', 'app_metadata'];

/** D18: a person as the Management API answers them. */
export function UserJson({ user }: { readonly user: User }) {
  return (
    <section className="stack" aria-label="The user as JSON">
      <p className="muted">What <code>GET /api/v2/users/{'{id}'}</code> answers. Members with the mark can be changed with <code>PATCH</code>; the usual ones stand under Details.</p>
      <JsonView value={user} label="User as JSON" marked={editable} mark="can be changed" />
    </section>
  );
}
