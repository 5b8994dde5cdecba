import { Button } from '@mantine/core';
import { pageFacts } from './page-facts.ts';
import { leaveForSignIn, SignInFailed } from './sign-in.ts';

const explain = (problem: unknown): string => (problem instanceof Error ? problem.message : 'The sign-in ended without an answer.');

/** The sign-in gave no token: what the server said, who can help, and the way to try again. */
export function SignInProblem({ problem }: { readonly problem: unknown }) {
  const code = problem instanceof SignInFailed ? problem.code : undefined;
  const denied = code === 'access_denied';
  return (
    <main className="alone">
      <h1>{denied ? 'You do not have access' : 'You are not signed in'}</h1>
      <p>{explain(problem)}</p>
      {denied ? <p className="muted">The dashboard is for administrators. An owner of {pageFacts.name} can make you one; then sign in again.</p> : null}
      {code === undefined ? null : <p className="muted small">The server calls it <code>{code}</code>.</p>}
      <Button onClick={() => { void leaveForSignIn({ prompt: 'login' }); }}>{denied ? 'Sign in as somebody else' : 'Sign in'}</Button>
    </main>
  );
}
