import { tryingCall, tryingMachine, tryingVariables, weights, type Guide } from '../guide.ts';

/** An API in FastAPI, by PyJWT, which fetches the signing keys itself. */
export const fastapi: Guide = {
  id: 'fastapi', title: 'API in Python FastAPI', about: 'Your API lets in who brings an access token for it, and answers 401 to everybody else.',
  signs: [{ ecosystem: 'python', packages: ['fastapi'], weight: weights.framework }],
  application: tryingMachine, api: '{{audience}}',
  port: 8000, callbacks: [], logouts: [], webOrigin: false,
  environmentFile: '.env', environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'AUDIENCE', value: '{{audience}}' }, ...tryingVariables],
  install: "pip install fastapi uvicorn python-dotenv 'pyjwt[crypto]'",
  code: [
    {
      file: 'main.py', language: 'python', text: `import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException, Request

ISSUER, AUDIENCE = os.environ["ISSUER"], os.environ["AUDIENCE"]
keys = jwt.PyJWKClient(ISSUER + ".well-known/jwks.json")
app = FastAPI()


def caller(request: Request) -> dict:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise jwt.InvalidTokenError("no bearer token")
        key = keys.get_signing_key_from_jwt(token).key
        return jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=ISSUER)
    except jwt.PyJWTError as error:
        raise HTTPException(401, "An access token for this API is needed", {"WWW-Authenticate": "Bearer"}) from error


@app.get("/things")
def things(claims: Annotated[dict, Depends(caller)]):
{{#permission}}    if "{{permission}}" not in claims.get("scope", "").split():
        raise HTTPException(403, "The permission {{permission}} is needed")
{{/permission}}    return {"things": [], "caller": claims["sub"]}
`,
    },
  ],
  run: 'uvicorn main:app --env-file .env --port {{port}}', next: 'Without a token {{url}}/things answers 401; with one, 200.', tryIt: tryingCall('/things'),
};
