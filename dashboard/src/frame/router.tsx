import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from './not-found.tsx';
import { PageCrashed } from './page-crashed.tsx';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: () => <NotFound /> });

/** Filters stand in the address as plain words; what is no word is not a filter. */
const wordsOf = <Name extends string>(...names: readonly Name[]) => (search: Readonly<Record<string, unknown>>): { readonly [N in Name]?: string } =>
  Object.fromEntries(names.flatMap((name) => { const value = search[name]; return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []; })) as { readonly [N in Name]?: string };

const gettingStarted = createRoute({ getParentRoute: () => rootRoute, path: '/', component: lazyRouteComponent(() => import('../getting-started/getting-started.tsx'), 'GettingStarted') });
const applications = createRoute({ getParentRoute: () => rootRoute, path: '/applications', validateSearch: wordsOf('q', 'page', 'rows'), component: lazyRouteComponent(() => import('../applications/application-list.tsx'), 'ApplicationList') });
const newApplication = createRoute({ getParentRoute: () => rootRoute, path: '/applications/new', validateSearch: wordsOf('type'), component: lazyRouteComponent(() => import('../applications/new-application.tsx'), 'NewApplication') });
const application = createRoute({ getParentRoute: () => rootRoute, path: '/applications/$id', validateSearch: wordsOf('tab', 'callback', 'with', 'how', 'user', 'audience', 'scope'), component: lazyRouteComponent(() => import('../applications/application-page.tsx'), 'ApplicationPage') });
const apis = createRoute({ getParentRoute: () => rootRoute, path: '/apis', validateSearch: wordsOf('q', 'page', 'rows'), component: lazyRouteComponent(() => import('../apis/api-list.tsx'), 'ApiList') });
const newApi = createRoute({ getParentRoute: () => rootRoute, path: '/apis/new', component: lazyRouteComponent(() => import('../apis/new-api.tsx'), 'NewApi') });
const api = createRoute({ getParentRoute: () => rootRoute, path: '/apis/$id', validateSearch: wordsOf('tab'), component: lazyRouteComponent(() => import('../apis/api-page.tsx'), 'ApiPage') });
const users = createRoute({ getParentRoute: () => rootRoute, path: '/users', validateSearch: wordsOf('q', 'page', 'rows'), component: lazyRouteComponent(() => import('../users/user-list.tsx'), 'UserList') });
const newUser = createRoute({ getParentRoute: () => rootRoute, path: '/users/new', component: lazyRouteComponent(() => import('../users/new-user.tsx'), 'NewUser') });
const user = createRoute({ getParentRoute: () => rootRoute, path: '/users/$id', validateSearch: wordsOf('tab'), component: lazyRouteComponent(() => import('../users/user-page.tsx'), 'UserPage') });
const logs = createRoute({ getParentRoute: () => rootRoute, path: '/logs', validateSearch: wordsOf('q', 'result', 'application', 'page', 'rows'), component: lazyRouteComponent(() => import('../logs/log-list.tsx'), 'LogList') });
const log = createRoute({ getParentRoute: () => rootRoute, path: '/logs/$id', component: lazyRouteComponent(() => import('../logs/log-page.tsx'), 'LogPage') });
const logSequence = createRoute({ getParentRoute: () => rootRoute, path: '/logs/$id/sequence', component: lazyRouteComponent(() => import('../logs/log-sequence.tsx'), 'LogSequence') });
const profile = createRoute({ getParentRoute: () => rootRoute, path: '/profile', component: lazyRouteComponent(() => import('../profile/profile-page.tsx'), 'ProfilePage') });

const roles = createRoute({ getParentRoute: () => rootRoute, path: '/roles', validateSearch: wordsOf('q', 'page', 'rows'), component: lazyRouteComponent(() => import('../roles/role-list.tsx'), 'RoleList') });
const role = createRoute({ getParentRoute: () => rootRoute, path: '/roles/$id', validateSearch: wordsOf('tab'), component: lazyRouteComponent(() => import('../roles/role-page.tsx'), 'RolePage') });
const administrators = createRoute({ getParentRoute: () => rootRoute, path: '/administrators', component: lazyRouteComponent(() => import('../administrators/administrator-list.tsx'), 'AdministratorList') });
const keys = createRoute({ getParentRoute: () => rootRoute, path: '/keys', component: lazyRouteComponent(() => import('../keys/key-list.tsx'), 'KeyList') });
const tokens = createRoute({ getParentRoute: () => rootRoute, path: '/tokens', component: lazyRouteComponent(() => import('../tokens/token-inspector.tsx'), 'TokenInspector') });
const settings = createRoute({ getParentRoute: () => rootRoute, path: '/settings', component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage') });
const explorer = createRoute({ getParentRoute: () => rootRoute, path: '/explorer', validateSearch: wordsOf('op', 'tab'), component: lazyRouteComponent(() => import('../explorer/api-explorer.tsx'), 'ApiExplorer') });
const overview = createRoute({ getParentRoute: () => rootRoute, path: '/overview', validateSearch: wordsOf('days'), component: lazyRouteComponent(() => import('../overview/overview-page.tsx'), 'OverviewPage') });
const domains = createRoute({ getParentRoute: () => rootRoute, path: '/domains', component: lazyRouteComponent(() => import('../domains/domain-page.tsx'), 'DomainPage') });
const playground = createRoute({ getParentRoute: () => rootRoute, path: '/playground', component: lazyRouteComponent(() => import('../playground/flow-list.tsx'), 'FlowList') });
const flowPage = createRoute({ getParentRoute: () => rootRoute, path: '/playground/$flow', validateSearch: wordsOf('step'), component: lazyRouteComponent(() => import('../playground/flow-page.tsx'), 'FlowPage') });
const messages = createRoute({ getParentRoute: () => rootRoute, path: '/messages', validateSearch: wordsOf('tab'), component: lazyRouteComponent(() => import('../messages/messages-page.tsx'), 'MessagesPage') });
const message = createRoute({ getParentRoute: () => rootRoute, path: '/messages/$name', component: lazyRouteComponent(() => import('../messages/message-page.tsx'), 'MessagePage') });
const outboxMail = createRoute({ getParentRoute: () => rootRoute, path: '/messages/outbox/$id', component: lazyRouteComponent(() => import('../messages/outbox-mail.tsx'), 'OutboxMail') });

const readiness = createRoute({ getParentRoute: () => rootRoute, path: '/readiness', component: lazyRouteComponent(() => import('../readiness/readiness-page.tsx'), 'ReadinessPage') });

const routeTree = rootRoute.addChildren([gettingStarted, readiness, settings, applications, newApplication, application, apis, newApi, api, users, newUser, user, roles, role, logs, log, logSequence, keys, administrators, tokens, explorer, playground, flowPage, overview, domains, messages, message, outboxMail, profile]);

/** The words stand in the address as they are, numbers too, so that it can be read and written by people. */
const plainSearch = {
  parseSearch: (text: string): Readonly<Record<string, string>> => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search: Readonly<Record<string, unknown>>) => { const asked = new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []))); return asked.size === 0 ? '' : `?${asked}`; },
};

/** The addresses of the dashboard. A screen is loaded when somebody goes there, or points at a link to it. */
export const createDashboardRouter = () => createRouter({ routeTree, ...plainSearch, basepath: '/dashboard', defaultPreload: 'intent', defaultPreloadStaleTime: 0, scrollRestoration: true, defaultErrorComponent: PageCrashed, trailingSlash: 'preserve' });

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof createDashboardRouter> }
}
