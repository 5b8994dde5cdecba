import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import type { Endpoint } from '../reply.ts';

/** The address that is printed is the dashboard's; with a set-up code it leads to the page that takes it, before the dashboard sees anything of it. */
export const withSetupLink = (dashboard: Endpoint): Endpoint => ({
  ...dashboard,
  handle(request) {
    const params = /^\/dashboard\/?$/.test(request.path) && request.query.includes('setup=') ? Params.fromForm(request.query) : undefined;
    const code = params === undefined || params instanceof Refusal ? undefined : params.optional('setup');
    return code === undefined ? dashboard.handle(request) : { kind: 'redirect', to: `/u/setup?code=${encodeURIComponent(code.slice(0, 64))}` };
  },
});
