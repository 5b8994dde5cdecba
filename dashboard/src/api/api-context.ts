import { createContext, useContext } from 'react';
import type { ManagementApi } from './management-api.ts';

/** The Management API of the page. */
export const ApiContext = createContext<ManagementApi | undefined>(undefined);

/** The Management API with the tokens of who is signed in. */
export function useApi(): ManagementApi {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('There is no Management API above this component.');
  return api;
}
