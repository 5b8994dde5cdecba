import type { Api } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { guardOf } from '../quickstarts/api-guard.ts';
import { dashboardClient } from '../session/client.ts';

/** How an API proves the tokens that it is shown, with its own values in the code. */
export function ApiGuard({ api }: { readonly api: Api }) {
  return (
    <section className="card form-card form" aria-label="Protect it">
      <h2>With Express</h2>
      <p className="muted">The API reads the keys of this server once, and then proves every token by itself: who made it, for whom, until when, and for what.</p>
      <div className="stack"><h3>Install</h3><CopyBlock label="command: Install" text="npm install express express-oauth2-jwt-bearer" /></div>
      <div className="stack"><h3>api.mjs</h3><CopyBlock label="api.mjs" text={guardOf(api, dashboardClient.issuer)} /></div>
      <div className="stack"><h3>Run</h3><CopyBlock label="command: Run" text="node api.mjs" /></div>
      <p className="muted">A token without the permission is answered 403, one for another API 401: the log says which check failed.</p>
    </section>
  );
}
