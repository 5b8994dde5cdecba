import { IconApi, IconApps, IconChartBar, IconKey, IconListCheck, IconListDetails, IconMail, IconRocket, IconRoute, IconSettings, IconShieldCheck, IconTerminal2, IconTicket, IconUserCog, IconUsers, IconWorld } from '@tabler/icons-react';

/** A place of the side bar. `scopes`: any of them opens it; none: it is open to everybody who may see the dashboard. */
export interface Place { readonly to: '/' | '/applications' | '/apis' | '/users' | '/roles' | '/administrators' | '/logs' | '/keys' | '/settings' | '/playground' | '/tokens' | '/explorer' | '/messages' | '/domains' | '/overview' | '/readiness'; readonly label: string; readonly icon: typeof IconApi; readonly scopes: readonly string[]; /** Pressed after g. */ readonly key: string }

/** The side bar, in groups. */
export const navigation: readonly { readonly title: string; readonly places: readonly Place[] }[] = [
  { title: 'Build', places: [
    { to: '/', label: 'Getting started', icon: IconRocket, scopes: [], key: 's' },
    { to: '/applications', label: 'Applications', icon: IconApps, scopes: ['read:clients'], key: 'a' },
    { to: '/apis', label: 'APIs', icon: IconApi, scopes: ['read:resource_servers'], key: 'i' },
  ] },
  { title: 'People', places: [
    { to: '/users', label: 'Users', icon: IconUsers, scopes: ['read:users'], key: 'u' },
    { to: '/roles', label: 'Roles', icon: IconUserCog, scopes: ['read:roles'], key: 'r' },
  ] },
  { title: 'Sign-in', places: [
    { to: '/messages', label: 'Messages', icon: IconMail, scopes: ['read:email_templates'], key: 'm' },
  ] },
  { title: 'Try', places: [
    { to: '/playground', label: 'Flow playground', icon: IconRoute, scopes: [], key: 'p' },
    { to: '/tokens', label: 'Token inspector', icon: IconTicket, scopes: [], key: 't' },
    { to: '/explorer', label: 'API explorer', icon: IconTerminal2, scopes: [], key: 'x' },
  ] },
  { title: 'Operate', places: [
    { to: '/overview', label: 'Overview', icon: IconChartBar, scopes: ['read:stats'], key: 'o' },
    { to: '/logs', label: 'Logs', icon: IconListDetails, scopes: ['read:logs', 'read:logs_users'], key: 'l' },
    { to: '/readiness', label: 'Readiness', icon: IconListCheck, scopes: ['read:tenant_settings'], key: 'y' },
    { to: '/keys', label: 'Keys', icon: IconKey, scopes: ['read:signing_keys'], key: 'k' },
    { to: '/domains', label: 'Domains & issuer', icon: IconWorld, scopes: ['read:tenant_settings'], key: 'h' },
    { to: '/administrators', label: 'Administrators', icon: IconShieldCheck, scopes: ['read:administrators'], key: 'd' },
    { to: '/settings', label: 'Settings', icon: IconSettings, scopes: ['read:tenant_settings'], key: 'e' },
  ] },
];

/** Every place. */
export const places: readonly Place[] = navigation.flatMap((group) => group.places);
