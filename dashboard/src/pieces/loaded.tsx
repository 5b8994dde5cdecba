import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiFailure, isMissing } from '../api/api-failure.ts';
import { NoAccess } from '../frame/no-access.tsx';
import { NotFound } from '../frame/not-found.tsx';
import { FailureNotice } from './failure-notice.tsx';

interface LoadedProps<T> { readonly query: UseQueryResult<T>; /** What is loaded, as in “application”. */ readonly what: string; readonly children: (data: T) => ReactNode }

/** Shows what was asked for as soon as it is there: grey lines before, and in the place of an answer the reason why there is none. */
export function Loaded<T>({ query, what, children }: LoadedProps<T>) {
  const { data, error } = query;
  if (data !== undefined) return children(data);
  if (error === null) return <Lines what={what} />;
  if (isMissing(error)) return <NotFound what={what} />;
  if (error instanceof ApiFailure && error.facts.status === 403) return <NoAccess wanted={error.message} />;
  return <FailureNotice error={error} what={`The ${what} could not be loaded`} onRetry={() => { void query.refetch(); }} />;
}

function Lines({ what }: { readonly what: string }) {
  return (
    <div className="stack" role="status" aria-label={`Loading the ${what}`}>
      {[90, 70, 80, 60].map((width) => <Skeleton key={width} h={18} w={`${width}%`} radius="sm" />)}
    </div>
  );
}
