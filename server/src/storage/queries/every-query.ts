import type { Statements } from '../statements/draft.ts';
import { accessQueries } from './access-queries.ts';
import { administratorQueries } from './administrator-queries.ts';
import { configQueries } from './config-queries.ts';
import { connectionQueries } from './connection-queries.ts';
import { formerPasswordQueries } from './former-password-queries.ts';
import { deviceKeyQueries } from './device-key-queries.ts';
import { grantQueries } from './grant-queries.ts';
import { issuedQueries } from './issued-queries.ts';
import { linkedQueries } from './linked-queries.ts';
import { jobQueries } from './job-queries.ts';
import { logQueries } from './log-queries.ts';
import { mailQueries } from './mail-queries.ts';
import { outboxQueries } from './outbox-queries.ts';
import { pendingQueries } from './pending-queries.ts';
import { roleQueries } from './role-queries.ts';
import { ruleQueries } from './rule-queries.ts';
import { sessionQueries } from './session-queries.ts';
import { setupQueries } from './setup-queries.ts';
import { signingKeyQueries } from './signing-key-queries.ts';
import { sweepQueries } from './sweep-queries.ts';
import { throttleQueries } from './throttle-queries.ts';
import { ticketQueries } from './ticket-queries.ts';
import { transactionQueries } from './transaction-queries.ts';
import { upstreamTokenQueries } from './upstream-token-queries.ts';
import { userBulkQueries } from './user-bulk-queries.ts';
import { userCountQueries } from './user-count-queries.ts';
import { userQueries } from './user-queries.ts';

/** Every statement of the program. Stores get theirs from here, so that none is left out when the statements are written. */
export const everyQuery = (statement: Statements) => ({
  access: accessQueries(statement),
  administrators: administratorQueries(statement),
  config: configQueries(statement),
  connections: connectionQueries(statement),
  formerPasswords: formerPasswordQueries(statement),
  deviceKeys: deviceKeyQueries(statement),
  grants: grantQueries(statement),
  issued: issuedQueries(statement),
  linked: linkedQueries(statement),
  jobs: jobQueries(statement),
  log: logQueries(statement),
  mail: mailQueries(statement),
  outbox: outboxQueries(statement),
  pending: pendingQueries(statement),
  roles: roleQueries(statement),
  rules: ruleQueries(statement),
  sessions: sessionQueries(statement),
  setup: setupQueries(statement),
  signingKeys: signingKeyQueries(statement),
  upstreamTokens: upstreamTokenQueries(statement),
  sweep: sweepQueries(statement),
  throttles: throttleQueries(statement),
  tickets: ticketQueries(statement),
  transactions: transactionQueries(statement),
  users: { ...userQueries(statement), ...userBulkQueries(statement), ...userCountQueries(statement) },
});

/** The statements, ready to bind. */
export type Queries = ReturnType<typeof everyQuery>;
