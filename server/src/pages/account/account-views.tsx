import type { VNode } from 'preact';
import type { View } from '../view.ts';
import type { AccountPage } from './account-pages.ts';
import { AccountActivity } from './activity.tsx';
import { AccountApps } from './apps.tsx';
import { AccountData } from './data.tsx';
import { AccountDelete } from './delete.tsx';
import { AccountDeleted } from './deleted.tsx';
import { AccountDevices } from './devices.tsx';
import { AccountPassword } from './password.tsx';
import { AccountProfile } from './profile.tsx';
import { AccountSecurity } from './security.tsx';

type AccountViews = { readonly [Name in AccountPage['name']]: (page: Extract<AccountPage, { readonly name: Name }>, view: View) => VNode };

/** Every page of an account by its name. */
export const accountViews: AccountViews = {
  'account-profile': (page, view) => <AccountProfile page={page} view={view} />,
  'account-security': (page, view) => <AccountSecurity page={page} view={view} />,
  'account-password': (page, view) => <AccountPassword page={page} view={view} />,
  'account-devices': (page, view) => <AccountDevices page={page} view={view} />,
  'account-apps': (page, view) => <AccountApps page={page} view={view} />,
  'account-activity': (page, view) => <AccountActivity page={page} view={view} />,
  'account-data': (page, view) => <AccountData page={page} view={view} />,
  'account-delete': (page, view) => <AccountDelete page={page} view={view} />,
  'account-deleted': (page, view) => <AccountDeleted page={page} view={view} />,
};
