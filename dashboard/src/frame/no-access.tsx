import { Button } from '@mantine/core';
import { PageHead } from '../pieces/page-head.tsx';
import { pageFacts } from '../session/page-facts.ts';
import { useSession } from '../session/session-context.ts';
import { LinkButton } from '../pieces/link-button.tsx';

/** The token of this person does not open the page: what is missing, and who can give it. */
export function NoAccess({ wanted }: { readonly wanted: string }) {
  const { person, signOut } = useSession();
  return (
    <div className="stack">
      <PageHead title="You do not have access" lead={<>This page needs <b>{wanted}</b>. You are signed in as {person.email ?? person.name}.</>} />
      <p className="muted">An owner of {pageFacts.name} can give it to you: they assign you a role of the dashboard. Afterwards sign out and in again, so that you get a token that has it.</p>
      <div className="row"><Button onClick={signOut}>Sign out</Button><LinkButton variant="default" to="/">Go to Getting started</LinkButton></div>
    </div>
  );
}
