import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

/** How a file may come: as it is, or compressed when it was built, where that makes it smaller. */
export type FileForm = 'identity' | 'br' | 'gzip';

/** One file that was made when the program was built. */
export interface PreparedFile {
  readonly mediaType: string;
  readonly etag: string;
  readonly forms: readonly FileForm[];
  /** The bytes of one of its forms. */
  read(form: FileForm): Promise<Buffer>;
}

/** Prepared files by name; a name is looked up in a list, and never reaches the file system. */
export interface PreparedFiles { find(name: string): PreparedFile | undefined }

/** Where prepared files come from; `undefined`: they were never built. */
export interface PreparedTools { open(): Promise<PreparedFiles | undefined> }

/** The name carries a hash of what is in the file, so that a browser keeps it for ever; or it asks each time whether it is still the same. */
export type Lasting = 'for-ever' | 'while-unchanged';

/** RFC 9110 §12.5.3: the file in the smallest form that the client says it reads. `headers` come on top. */
export async function answerPrepared(file: PreparedFile, { headers: asked }: Request, { lasting, headers = {} }: { readonly lasting: Lasting; readonly headers?: Readonly<Record<string, string>> }): Promise<Reply> {
  const accepted = asked['accept-encoding'] ?? '';
  const form = (['br', 'gzip'] as const).find((one) => file.forms.includes(one) && reads(accepted, one)) ?? 'identity';
  return {
    kind: 'document', mediaType: file.mediaType, body: await file.read(form), etag: form === 'identity' ? `"${file.etag}"` : `"${file.etag}-${form}"`, maxAge: 0,
    headers: { ...headers, vary: 'accept-encoding', ...(lasting === 'for-ever' ? { 'cache-control': 'public, max-age=31536000, immutable' } : {}), ...(form === 'identity' ? {} : { 'content-encoding': form }) },
  };
}

const reads = (accepted: string, encoding: string) => accepted.split(',').some((one) => new RegExp(`^\\s*${encoding}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*$).*)?$`, 'i').test(one));

/** The answer where a part of the program was never built: what is missing, and how to mend it. */
export const notBuilt = (what: string): Reply => ({
  kind: 'html', status: 503, csp: "default-src 'none'; frame-ancestors 'none'",
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The ${what} is not built</title></head><body><main><h1>The ${what} is not built</h1><p>Run <code>npm run build</code> in the folder of Gatehouse, then load this page again. Everything else of this server works without it.</p></main></body></html>`,
});
