import type { PlainService } from '../plain-service.ts';
import { facebook } from './facebook.ts';
import { github } from './github.ts';
import { linkedin } from './linkedin.ts';

/** The providers of plain OAuth 2.0 that are known by name. */
export const plainPresets: ReadonlyMap<string, PlainService> = new Map(Object.entries({ facebook, github, linkedin }));
