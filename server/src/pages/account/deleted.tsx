import { Document } from '../parts/document.tsx';
import { HiddenFrames } from '../parts/hidden-frames.tsx';
import type { View } from '../view.ts';
import type { AccountDeletedPage } from './account-pages.ts';

/** The account is gone, and nobody is signed in any more. */
export function AccountDeleted({ page, view }: { readonly page: AccountDeletedPage; readonly view: View }) {
  return (
    <Document view={view} name="account-deleted" title={view.tell('account.deleted.title')}>
      <h1>{view.say('account.deleted.title')}</h1>
      <p>{view.say('account.deleted.text')}</p>
      {page.frames.length === 0 ? null : <HiddenFrames addresses={page.frames} />}
    </Document>
  );
}
