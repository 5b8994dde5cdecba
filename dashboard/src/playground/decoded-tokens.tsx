import { Link } from '@tanstack/react-router';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { parseToken } from '../tokens/parse-token.ts';
import type { HttpAnswer } from './http-message.ts';

const tokensIn = (text: string): readonly string[] => [...new Set(text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? [])];

/** The tokens of an answer, as they read. */
export function DecodedTokens({ answer: { headers, body } }: { readonly answer: HttpAnswer }) {
  const tokens = tokensIn(`${headers.map(([, value]) => value).join('\n')}\n${body}`).flatMap((text) => { const parsed = parseToken(text); return parsed.form === 'jwt' ? [parsed] : []; });
  if (tokens.length === 0) return null;
  return (
    <>
      {tokens.map(({ text, header, claims }, index) => (
        <details key={text}><summary>{tokens.length === 1 ? 'The token' : `Token ${index + 1}`}, decoded: {typeof header['typ'] === 'string' ? header['typ'] : 'JWT'}</summary><CopyBlock label={`token ${index + 1}`} text={JSON.stringify({ header, claims }, null, 2)} /></details>
      ))}
      <p className="small"><Link to="/tokens">Everything else about a token is told by the token inspector.</Link></p>
    </>
  );
}
