import type { WebMessagePage } from './page.ts';
import { Document } from './parts/document.tsx';
import { messageTarget } from './safe-href.ts';
import { scriptJson } from './script-json.ts';
import type { View } from './view.ts';

interface Props { readonly page: WebMessagePage; readonly view: View; readonly nonce: string }

/** Auth0: the answer goes to the window that framed or opened this page, and only if that shows exactly the registered origin. */
export function WebMessage({ page, view, nonce }: Props) {
  const message = { type: 'authorization_response', response: page.fields };
  const script = `(function(m,o){var w=window.parent!==window?window.parent:window.opener;if(w)w.postMessage(m,o)})(${scriptJson(message)},${scriptJson(messageTarget(page.targetOrigin))})`;
  return (
    <Document view={view} name="web-message" title={view.tell('web_message.title')}>
      <h1>{view.say('web_message.title')}</h1>
      <p>{view.say('web_message.text')}</p>
      <noscript><p>{view.say('web_message.noscript')}</p></noscript>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />
    </Document>
  );
}
