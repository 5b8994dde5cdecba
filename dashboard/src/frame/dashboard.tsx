import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiContext } from '../api/api-context.ts';
import { ApiFailure } from '../api/api-failure.ts';
import { managementApi } from '../api/management-api.ts';
import { useSession } from '../session/session-context.ts';
import { createDashboardRouter } from './router.tsx';

// Whether there is a network is said by the request itself: a server on this machine needs none.
const networkMode = 'always';

/** A refusal stays one, however often it is asked; what did not reach the server may the second time. */
const isWorthAgain = (failures: number, error: Error) => !(error instanceof ApiFailure && error.facts.status < 500) && failures < 2;

const queryClient = () => new QueryClient({ defaultOptions: { queries: { retry: isWorthAgain, retryDelay: 500, staleTime: 5_000, networkMode }, mutations: { networkMode } } });

/** Everything behind the sign-in. */
export function Dashboard() {
  const session = useSession();
  const [api] = useState(() => managementApi(session));
  const [queries] = useState(queryClient);
  const [router] = useState(createDashboardRouter);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>
        <ModalsProvider labels={{ confirm: 'Confirm', cancel: 'Cancel' }}>
          <Notifications autoClose={6000} position="bottom-right" />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </ApiContext>
  );
}
