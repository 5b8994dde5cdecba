import type { Flow } from './flow.ts';
import { authorizationCode } from './flows/authorization-code.ts';
import { ciba } from './flows/ciba.ts';
import { clientCredentials } from './flows/client-credentials.ts';
import { codePkce } from './flows/code-pkce.ts';
import { delegation } from './flows/delegation.ts';
import { device } from './flows/device.ts';
import { hybrid } from './flows/hybrid.ts';
import { implicitFormPost } from './flows/implicit-form-post.ts';
import { implicit } from './flows/implicit.ts';
import { logout } from './flows/logout.ts';
import { mcp } from './flows/mcp.ts';
import { par } from './flows/par.ts';
import { password } from './flows/password.ts';
import { refresh } from './flows/refresh.ts';
import { tokenExchange } from './flows/token-exchange.ts';

/** Every flow, in the order in which they are offered: first what to use, last what to leave. */
export const flows: readonly Flow[] = [codePkce, authorizationCode, clientCredentials, device, refresh, logout, par, tokenExchange, ciba, mcp, implicitFormPost, implicit, hybrid, password, delegation];
