import { Button } from '@mantine/core';
import { leaveForSignIn, SignInFailed } from './sign-in.ts';

const explain = (problem: unknown): string => (problem instanceof Error ? problem.message : 'The sign-in ended without an answer.');

/** The sign-in gave no token: what the server said, and the way to try again. */
export function SignInProblem({ problem }: { readonly problem: unknown }) {
  const code = problem instanceof SignInFailed ? problem.code : undefined;
  return (
    <main className="alone">
      <h1>You are not signed in</h1>
      <p>{explain(problem)}</p>
      {code === undefined ? null : <p className="muted">The server calls it <code>{code}</code>.</p>}
      <Button onClick={() => { void leaveForSignIn({ prompt: 'login' }); }}>Sign in</Button>
    </main>
  );
}
