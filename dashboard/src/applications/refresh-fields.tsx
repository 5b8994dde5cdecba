import { NumberInput, Switch } from '@mantine/core';
import type { Application } from '../api/records.ts';
import type { AdvancedDraft } from './advanced-draft.ts';

interface RefreshFieldsProps { readonly application: Application; readonly rotates: boolean; readonly readOnly: boolean; readonly input: (field: keyof AdvancedDraft) => object }

/** D7: how refresh tokens of an application live. */
export function RefreshFields({ application, rotates, readOnly, input }: RefreshFieldsProps) {
  const isPublic = application.token_endpoint_auth_method === 'none';
  return (
    <section className="card form-card" aria-label="Refresh tokens">
      <h2>Refresh tokens</h2>
      <Switch label="Each use brings a new one" description={isPublic ? 'It stays on: tokens of an application that keeps no secret rotate (RFC 9700 §2.2.2).' : 'Rotation: whoever uses an old one again ends the whole chain.'} {...input('rotates')} disabled={readOnly || (isPublic && rotates)} />
      <div className="pair">
        <NumberInput label="Longest life, in seconds" description="From the sign-in on. Empty: without an end." min={1} max={157_788_000} hideControls {...input('life')} readOnly={readOnly} />
        {rotates ? <NumberInput label="Idle life, in seconds" description="Without use. Empty: without an end." min={1} max={157_788_000} hideControls {...input('idle')} readOnly={readOnly} /> : null}
        {rotates ? <NumberInput label="Leeway, in seconds" description="So long the one before still works, for answers that were lost; at most 60." min={0} max={60} hideControls {...input('leeway')} readOnly={readOnly} /> : null}
      </div>
    </section>
  );
}
