import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { defaultConnection } from '../../../src/identity/connections/default-connection.ts';
import { openSteps, right, type Steps } from '../interaction/steps.ts';
import { locationOf, pageOf, type Visitor } from '../interaction/visitor.ts';

let steps: Steps;
before(async () => {
  steps = await openSteps();
  await steps.person('alice@example.com');
});
after(() => steps.close());

let addresses = 0;
const stranger = () => steps.visitor(`203.0.113.${++addresses}`);

/** Opens the sign-up page from the login page of an application. */
async function open(visitor: Visitor, more: Readonly<Record<string, string>> = {}) {
  const { form } = pageOf(await steps.begin(visitor, 'web', more), 'login');
  return pageOf(await visitor.visit(steps.endpoints.signup, { query: { state: form.state } }), 'signup');
}
const submit = async (visitor: Visitor, fields: Readonly<Record<string, string>>) => visitor.visit(steps.endpoints.signup, { form: { ...(await open(visitor)).form, action: 'default', ...fields } });

describe('sign-up', () => {
  test('makes an account, signs the person in at once and goes on to the application', async () => {
    const visitor = stranger();
    const lines = await steps.linesOf(async () => {
      const reply = await submit(visitor, { email: 'new@example.com', password: right });
      const answer = new URL(locationOf(await steps.follow(visitor, reply)));
      assert.ok(answer.searchParams.get('code'));
      assert.equal(await steps.silently(visitor), 'code');
    });
    const [line, ...more] = lines.filter(({ event }) => event === 'signup.password');
    assert.deepEqual(more, []);
    assert.deepEqual([line?.result, line?.clientId], ['allowed', 'web']);
  });

  test('what is wrong is told on the same page, with the address kept and the password not', async () => {
    const cases = [
      [{ email: 'alice@example.com', password: right }, 'signup.email_taken'], [{ email: 'ALICE@example.com', password: right }, 'signup.email_taken'],
      [{ email: 'no address', password: right }, 'signup.email_malformed'], [{ password: right }, 'signup.email_malformed'],
      [{ email: 'x@example.com', password: 'password1' }, 'signup.password_weak'], [{ email: 'x@example.com' }, 'signup.password_weak'],
      [{ email: 'x@example.com', password: 'y'.repeat(1025) }, 'login.password_too_long'],
    ] as const;
    for (const [fields, reason] of cases) {
      const visitor = stranger();
      const reply = await submit(visitor, fields);
      const page = pageOf(reply, 'signup');
      assert.deepEqual([page.status, page.problem?.reason, page.email], [400, reason, 'email' in fields ? fields.email : ''], reason);
      if ('password' in fields) assert.ok(!JSON.stringify(reply).includes(fields.password));
      assert.equal(visitor.cookies.has('session'), false);
    }
  });

  test('A131: the form counts only when it is ours', async () => {
    const visitor = stranger();
    const { form } = await open(visitor);
    const foreign = pageOf(await visitor.visit(steps.endpoints.signup, { form: { ...form, email: 'f@example.com', password: right }, headers: { origin: 'https://evil.example' } }), 'error');
    assert.deepEqual([foreign.status, foreign.reason], [403, 'csrf.failed']);
    const elsewhere = pageOf(await stranger().visit(steps.endpoints.signup, { form: { ...form, email: 'f@example.com', password: right } }), 'error');
    assert.equal(elsewhere.reason, 'csrf.failed');
  });

  test('login_hint stands in the form when it is an address', async () => {
    assert.equal((await open(stranger(), { login_hint: 'hint@example.com' })).email, 'hint@example.com');
    assert.equal((await open(stranger(), { login_hint: 'a username' })).email, '');
  });

  test('A166: the 21st account of an hour from one address has to wait', async () => {
    const visitor = stranger();
    for (let index = 0; index < 20; index++) await submit(visitor, { email: 'alice@example.com', password: right });
    const reply = await submit(visitor, { email: 'late@example.com', password: right });
    const page = pageOf(reply, 'signup');
    assert.deepEqual([page.status, page.problem?.reason], [429, 'signup.throttled']);
    assert.ok(Number(reply.headers?.['retry-after']) > 0);
  });
});

test('a connection that takes nobody shows no form, and takes none', async () => {
  const closed = await openSteps();
  const first = defaultConnection(closed.tenant.id);
  await closed.storage.connectionRegistry.replace({ ...first, options: { ...first.options, disable_signup: true } }, []);
  try {
    const visitor = closed.visitor();
    const login = pageOf(await closed.begin(visitor), 'login');
    assert.equal(login.signupOpen, false);
    const shown = pageOf(await visitor.visit(closed.endpoints.signup, { query: { state: login.form.state } }), 'error');
    assert.equal(shown.reason, 'signup.closed');
    const sent = pageOf(await visitor.visit(closed.endpoints.signup, { form: { ...login.form, email: 'x@example.com', password: right } }), 'error');
    assert.equal(sent.reason, 'signup.closed');
  } finally {
    await closed.close();
  }
});
