import type { ResponseModeName } from '../vocabulary/names.ts';
import { formPost } from './form-post.ts';
import { fragment } from './fragment.ts';
import { query } from './query.ts';
import type { ResponseMode } from './response-mode.ts';
import { webMessage } from './web-message.ts';

/** Every response mode that this server offers; discovery lists exactly these. */
export const responseModes: Readonly<Record<ResponseModeName, ResponseMode>> = { query, fragment, form_post: formPost, web_message: webMessage };

/** OAuth JARM §2.3: the modes whose answer is one signed JWT; `jwt` means the default mode of the response type. */
export const jarmModes: ReadonlySet<string> = new Set(['query.jwt', 'fragment.jwt', 'form_post.jwt']);

/** The response mode of this name; `undefined` when this server offers none such. */
export const findResponseMode = (name: string): ResponseMode | undefined => (Object.hasOwn(responseModes, name) ? responseModes[name as ResponseModeName] : undefined);
