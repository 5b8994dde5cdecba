import type { Endpoint } from '../reply.ts';
import { linkEndpoint } from './link.ts';
import type { PasswordlessTools } from './passwordless-tools.ts';
import { startEndpoint } from './start.ts';
import { verifyEndpoint } from './verify.ts';

/** Auth0: every address below `/passwordless`. */
export const passwordlessEndpoints = (tools: PasswordlessTools): readonly Endpoint[] => [startEndpoint(tools), verifyEndpoint(tools), linkEndpoint(tools)];
