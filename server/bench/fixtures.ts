import { createHash } from 'node:crypto';

/** What every product is given alike: the same applications, APIs and person, so that it does the same work. */
const secret = 'bench-0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTU';
const redirectUri = 'https://app.bench.example/callback';
const verifier = 'bench-verifier-0123456789-abcdefghijklmnopqrstuvwxyz';

export const fixtures = {
  redirectUri,
  person: { email: 'richard.hendricks@bench.example', password: 'middle-out compression 2014' },
  pkce: { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') },
  apis: { ES256: 'https://api.bench.example/es256', RS256: 'https://api.bench.example/rs256' },
  permission: 'read:all',
  clients: {
    m2m: { id: 'bench-m2m', secret },
    web: { id: 'bench-web', secret },
    webRs: { id: 'bench-web-rs', secret },
  },
} as const;

/** An application that authenticates itself with `client_secret_post`. */
export type BenchClient = (typeof fixtures.clients)[keyof typeof fixtures.clients];

export const signingAlgorithms = ['ES256', 'RS256'] as const;
