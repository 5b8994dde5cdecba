import { createContext, useContext } from 'react';
import type { Session } from './session.ts';

/** The session of the page. Everything below the sign-in has one. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('There is no session above this component.');
  return session;
}

/** Does the token of this session have the scope? What it lacks is not offered. */
export const useMay = (scope: string): boolean => useSession().scopes.has(scope);
