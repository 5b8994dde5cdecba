import type { FormPostPage } from './page.ts';
import { Document } from './parts/document.tsx';
import { formTarget, safeHref } from './safe-href.ts';
import type { View } from './view.ts';

interface Props { readonly page: FormPostPage; readonly view: View; readonly nonce: string }

/** `submit` of the prototype: a field of that name would hide the form's own. */
const script = "HTMLFormElement.prototype.submit.call(document.getElementById('answer'))";

/** OAuth Form Post §2: the answer as hidden fields that the browser posts to the redirect URI. */
export function FormPost({ page, view, nonce }: Props) {
  const action = formTarget(page.action);
  const web = safeHref(page.action);
  return (
    <Document view={view} name="form-post" title={view.tell('form_post.title')}>
      <h1>{view.say('form_post.title')}</h1>
      <p class="muted">{web === undefined ? view.say('form_post.text.app') : view.say('form_post.text', { host: <b><bdi dir="ltr">{new URL(web).host}</bdi></b> })}</p>
      <noscript><p>{view.say('form_post.noscript')}</p></noscript>
      <form method="post" action={action} id="answer">
        {Object.entries(page.fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <button type="submit" class="primary">{view.say('action.continue')}</button>
      </form>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />
    </Document>
  );
}
