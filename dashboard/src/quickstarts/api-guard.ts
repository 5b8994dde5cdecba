import type { Api } from '../api/records.ts';

/** An API with Express that lets in who has a good token for it, and the permission. It is run as it stands by `server/test/dashboard/quickstarts.test.ts`. */
export const guardOf = ({ identifier, scopes }: Api, issuer: string): string => `import express from 'express';
import { auth${scopes.length === 0 ? '' : ', requiredScopes'} } from 'express-oauth2-jwt-bearer';

const app = express();

app.use(auth({ issuerBaseURL: '${issuer.slice(0, -1)}', audience: '${identifier}' }));
app.get('/', ${scopes[0] === undefined ? '' : `requiredScopes('${scopes[0].value}'), `}(request, response) => response.json({ caller: request.auth.payload.sub }));

app.listen(process.env.PORT ?? 3001, () => console.log('The API is ready'));
`;
