import type { Endpoint } from '../reply.ts';
import { accountEndpoint } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { activityPage } from './activity.ts';
import { appsPage } from './apps.ts';
import { dataPage } from './data.ts';
import { deletePage } from './delete.ts';
import { devicesPage } from './devices.ts';
import { passwordPage } from './password.ts';
import { profilePage } from './profile.ts';
import { accountResumeEndpoint, changePasswordAddress } from './resume.ts';
import { securityPage } from './security.ts';

/** Every address of an account. */
export const accountEndpoints = (tools: AccountTools): readonly Endpoint[] => [
  accountEndpoint(profilePage(tools), tools),
  accountEndpoint(securityPage(tools), tools),
  accountEndpoint(passwordPage(tools), tools),
  accountEndpoint(devicesPage(tools), tools),
  accountEndpoint(appsPage(tools), tools),
  accountEndpoint(activityPage(tools), tools),
  accountEndpoint(dataPage(tools), tools),
  accountEndpoint(deletePage(tools), tools),
  accountResumeEndpoint(tools),
  changePasswordAddress,
];
