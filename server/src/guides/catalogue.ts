import type { Guide } from './guide.ts';
import { angular } from './list/angular.ts';
import { desktop } from './list/desktop.ts';
import { deviceFlow } from './list/device-flow.ts';
import { expressApi } from './list/express-api.ts';
import { express } from './list/express.ts';
import { fastapi } from './list/fastapi.ts';
import { fastify } from './list/fastify.ts';
import { flask } from './list/flask.ts';
import { go } from './list/go.ts';
import { machinePython } from './list/machine-python.ts';
import { machine } from './list/machine.ts';
import { mcpServer } from './list/mcp-server.ts';
import { nextjs } from './list/nextjs.ts';
import { react } from './list/react.ts';
import { springBoot } from './list/spring-boot.ts';
import { vanillaJs } from './list/vanilla-js.ts';
import { vue } from './list/vue.ts';

/** Every guide, in the order in which they are offered. */
export const guides: readonly Guide[] = [react, vue, angular, vanillaJs, express, nextjs, fastify, flask, go, springBoot, desktop, deviceFlow, machine, machinePython, expressApi, fastapi, mcpServer];
