import type { RegisteredRedirectUri } from '../client/client.ts';
import type { ResponseModeName } from '../vocabulary/names.ts';

/** The parameters of an answer, by name. */
export type Fields = Readonly<Record<string, string>>;

/** An answer on its way through the browser, still without HTTP. */
export type BrowserAnswer =
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'form_post'; readonly action: string; readonly fields: Fields }
  | { readonly kind: 'web_message'; readonly targetOrigin: string; readonly fields: Fields };

/** One file per mode, all of this shape. */
export interface ResponseMode {
  readonly name: ResponseModeName;
  render(redirectUri: RegisteredRedirectUri, fields: Fields): BrowserAnswer;
}
