import type { ApplicationType } from '../api/records.ts';
import { commandLine } from './command-line.ts';
import { express } from './express.ts';
import { machines } from './machines.ts';
import type { Quickstart } from './quickstart.ts';
import { vanilla } from './vanilla.ts';

const all: readonly Quickstart[] = [express, vanilla, commandLine, ...machines];

/** The guides for a kind of application. */
export const quickstartsOf = (type: ApplicationType): readonly Quickstart[] => all.filter(({ types }) => types.includes(type));
