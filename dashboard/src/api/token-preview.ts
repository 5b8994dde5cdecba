import type { Static } from 'typebox';
import type { view } from '../../../server/src/management/token-previews/schema.ts';

/** What tokens of an application would contain, or why there would be none. */
export type TokenPreview = Static<typeof view>;
