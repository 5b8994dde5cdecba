import { useEffect, useState, type ReactNode } from 'react';
import { SignInProblem } from './sign-in-problem.tsx';
import { openSession, type Session } from './session.ts';
import { SessionContext } from './session-context.ts';
import { leaveForSignIn, returnFromSignIn } from './sign-in.ts';

const signIn = async (): Promise<Session> => (location.pathname === '/dashboard/callback' ? openSession(await returnFromSignIn()) : leaveForSignIn());

/** One sign-in of this page, whoever asks how often. */
let only: Promise<Session> | undefined;

/** Shows what is inside to who is signed in; everybody else is led to the sign-in first. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    only ??= signIn();
    only.then(setSession, setProblem);
  }, []);
  if (problem !== undefined) return <SignInProblem problem={problem} />;
  return session === undefined ? <p className="waiting" role="status">Signing in …</p> : <SessionContext value={session}>{children}</SessionContext>;
}
