import type { EmailLinkPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { ProblemAlert } from './parts/problem-alert.tsx';
import { safePath } from './safe-href.ts';
import type { TextId } from './texts/catalogue.ts';
import { appNames, type View } from './view.ts';

interface Props { readonly page: EmailLinkPage; readonly view: View }
type Words = Readonly<Record<'title' | 'text' | 'button', TextId>>;

const words: Readonly<Record<EmailLinkPage['purpose'], Words>> = {
  verify_email: { title: 'link.verify.title', text: 'link.verify.text', button: 'link.verify.button' },
  reset_password: { title: 'link.reset.title', text: 'link.reset.text', button: 'action.continue' },
  invitation: { title: 'link.invitation.title', text: 'link.invitation.text', button: 'link.invitation.button' },
};

/** Where the link of a mail leads. Opening it changes nothing: programs that look at mail open links too. */
export function EmailLink({ page, view }: Props) {
  const { client, problem, purpose } = page;
  return (
    <Document view={view} name="email-link" title={view.tell(words[purpose].title)} client={client}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say(words[purpose].title)}</h1>
      {problem === undefined ? <Good page={page} view={view} /> : <Bad page={page} view={view} />}
    </Document>
  );
}

function Good({ page, view }: Props) {
  const { account, client, code, form, inviter, purpose, ticket } = page;
  const text = purpose === 'invitation' && inviter !== undefined ? 'link.invitation.by' : words[purpose].text;
  return (
    <>
      <p>{view.say(text, { ...appNames(view, client), account, inviter: inviter ?? '' })}</p>
      <PageForm action="/u/link" form={form}>
        <input type="hidden" name="ticket" value={ticket} />
        <button type="submit" name="action" value="default" class="primary">{view.say(words[purpose].button)}</button>
      </PageForm>
      {code === undefined ? null : <p class="small muted">{view.say('link.elsewhere', { code: <code dir="ltr" class="code">{code}</code> })}</p>}
    </>
  );
}

function Bad({ page, view }: Props) {
  const { problem, resendable, form, ticket } = page;
  const again = safePath(page.againPath);
  return (
    <>
      {problem === undefined ? null : <ProblemAlert view={view} problem={problem} id="problem" class="note bad" />}
      {resendable ? (
        <PageForm action="/u/link" form={form}>
          <input type="hidden" name="ticket" value={ticket} />
          <button type="submit" name="action" value="resend" class="primary">{view.say('link.resend')}</button>
        </PageForm>
      ) : null}
      {again === undefined ? null : <p><a class="button" href={again}>{view.say('link.again')}</a></p>}
    </>
  );
}
