import type { Endpoint } from '../reply.ts';
import { upstreamCallbackEndpoint, type UpstreamCallbackTools } from './callback.ts';
import { upstreamStartEndpoint } from './start.ts';

/** Sign-in at other providers: the way there, and the way back. */
export const upstreamEndpoints = (tools: UpstreamCallbackTools): readonly Endpoint[] => [upstreamStartEndpoint(tools), upstreamCallbackEndpoint(tools)];
