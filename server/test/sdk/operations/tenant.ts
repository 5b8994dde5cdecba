import assert from 'node:assert/strict';
import type { Management } from 'auth0-5';
import { apps } from '../../flows/fixtures.ts';
import { movedKey, signingKey, signingKeys } from '../schemas/applications.ts';
import { connection, connections, emailProvider, emailTemplate, enabledClients, rule, ruleConfig, ruleConfigs, rules, settings } from '../schemas/tenant.ts';
import { given, type DrivenCall } from './driven.ts';

/** Settings, connections and keys of the tenant. */
export const tenantCalls: readonly DrivenCall[] = [
  { row: 'GET /tenants/settings', answer: settings, run: async ({ management }) => management.tenants.settings.get() },
  { row: 'PATCH /tenants/settings', answer: settings, run: async ({ management }) => management.tenants.settings.update({ friendly_name: 'Hooli', picture_url: 'https://rp.example/logo.png', support_email: 'help@hooli.example', support_url: 'https://hooli.example/help', session_lifetime: 100, idle_session_lifetime: 50 }) },
  { row: 'GET /connections', answer: connections, async run({ management, made }) {
    const answer = await management.connections.list({ take: 50 });
    made.set('connection', answer.data.find(({ strategy }) => strategy === 'auth0')?.id ?? '');
    return answer;
  } },
  { row: 'GET /connections/{id}', answer: connection, run: async (stage) => stage.management.connections.get(given(stage, 'connection')) },
  { row: 'PATCH /connections/{id}', answer: connection, run: async (stage) => stage.management.connections.update(given(stage, 'connection'), { options: { disable_signup: true } }) },
  { row: 'GET /connections/{id}/clients', answer: enabledClients, run: async (stage) => stage.management.connections.clients.get(given(stage, 'connection')) },
  { row: 'PATCH /connections/{id}/clients', answer: undefined, run: async (stage) => stage.management.connections.clients.update(given(stage, 'connection'), [{ client_id: apps.web.id, status: true }]) },
  { row: 'POST /connections', answer: connection, async run({ management, made }) {
    const options: Management.ConnectionPropertiesOptions = { disable_signup: false, requires_username: true, brute_force_protection: true, passwordPolicy: 'good', password_complexity_options: { min_length: 10 }, password_history: { enable: true, size: 3 }, password_dictionary: { enable: true, dictionary: ['hooli'] }, password_no_personal_info: { enable: true } };
    const answer = await management.connections.create({ name: 'Staff', strategy: 'auth0', display_name: 'Staff of Hooli', options, enabled_clients: [apps.web.id], metadata: { floor: '3' } });
    assert.deepEqual([answer.options, answer.enabled_clients], [options, [apps.web.id]]);
    made.set('staff', answer.id ?? '');
    return answer;
  } },
  { row: 'DELETE /connections/{id}/users', answer: undefined, async run(stage) {
    const { management } = stage;
    await management.users.create({ connection: 'Staff', email: 'gavin@hooli.example', username: 'gavin', password: 'Nucleus signals 4 all' });
    await management.connections.users.deleteByEmail(given(stage, 'staff'), { email: 'gavin@hooli.example' });
    assert.deepEqual(await management.users.listUsersByEmail({ email: 'gavin@hooli.example' }), []);
  } },
  { row: 'DELETE /connections/{id}', answer: undefined, run: async (stage) => stage.management.connections.delete(given(stage, 'staff')) },
  { row: 'GET /keys/signing', answer: signingKeys, async run({ management, made }) {
    const answer = await management.keys.signing.list();
    made.set('kid', answer.find(({ next }) => next)?.kid ?? '');
    return answer;
  } },
  { row: 'GET /keys/signing/{kid}', answer: signingKey, run: async (stage) => stage.management.keys.signing.get(given(stage, 'kid')) },
  { row: 'PUT /keys/signing/{kid}/revoke', answer: movedKey, run: async (stage) => stage.management.keys.signing.revoke(given(stage, 'kid')) },
  { row: 'POST /keys/signing/rotate', answer: movedKey, run: async ({ management }) => management.keys.signing.rotate() },

  { row: 'POST /rules', answer: rule, async run({ management, made }) {
    const answer = await management.rules.create({ name: 'Colours', script: 'function (user, context, callback) { callback(null, user, context); }', order: 1, enabled: false });
    made.set('rule', answer.id ?? '');
    return answer;
  } },
  { row: 'GET /rules', answer: rules, run: async ({ management }) => management.rules.list() },
  { row: 'GET /rules/{id}', answer: rule, run: async (stage) => stage.management.rules.get(given(stage, 'rule')) },
  { row: 'PATCH /rules/{id}', answer: rule, run: async (stage) => stage.management.rules.update(given(stage, 'rule'), { order: 2 }) },
  { row: 'DELETE /rules/{id}', answer: undefined, run: async (stage) => stage.management.rules.delete(given(stage, 'rule')) },
  { row: 'PUT /rules-configs/{key}', answer: ruleConfig, run: async ({ management }) => management.rulesConfigs.set('colour', { value: 'green' }) },
  { row: 'GET /rules-configs', answer: ruleConfigs, run: async ({ management }) => management.rulesConfigs.list() },
  { row: 'DELETE /rules-configs/{key}', answer: undefined, run: async ({ management }) => management.rulesConfigs.delete('colour') },

  { row: 'POST /emails/provider', answer: emailProvider, run: async ({ management }) => management.emails.provider.create({ name: 'smtp', enabled: true, default_from_address: 'Hooli <no-reply@hooli.example>', credentials: { smtp_host: 'smtp.hooli.example', smtp_port: 587, smtp_user: 'mailer', smtp_pass: 'a password of a mail server' }, settings: { headers: { 'X-SES-Configuration-Set': 'sign-in' } } }) },
  { row: 'GET /emails/provider', answer: emailProvider, run: async ({ management }) => management.emails.provider.get({ fields: 'name,enabled,default_from_address,credentials,settings', include_fields: true }) },
  { row: 'PATCH /emails/provider', answer: emailProvider, run: async ({ management }) => management.emails.provider.update({ enabled: false, credentials: { smtp_host: 'smtp.hooli.example', smtp_port: 587, smtp_user: 'mailer' }, settings: {} }) },
  { row: 'DELETE /emails/provider', answer: undefined, run: async ({ management }) => management.emails.provider.delete() },
  { row: 'POST /email-templates', answer: emailTemplate, run: async ({ management }) => management.emailTemplates.create({ template: 'verify_email', body: '<p>Hello {{ user.name }}, <a href="{{ url }}">confirm</a></p>', from: '{{ friendly_name }} <no-reply@hooli.example>', subject: 'Welcome to {{ application.name }}', syntax: 'liquid', resultUrl: 'https://hooli.example/done', urlLifetimeInSeconds: 432_000, includeEmailInRedirect: true, enabled: true }) },
  { row: 'GET /email-templates/{templateName}', answer: emailTemplate, run: async ({ management }) => management.emailTemplates.get('verify_email') },
  { row: 'PATCH /email-templates/{templateName}', answer: emailTemplate, run: async ({ management }) => management.emailTemplates.update('verify_email', { from: null, enabled: false }) },
  { row: 'PUT /email-templates/{templateName}', answer: emailTemplate, run: async ({ management }) => management.emailTemplates.set('verify_email', { template: 'verify_email', body: '<p>{{ url }}</p>', subject: 'Confirm', syntax: 'liquid', enabled: true }) },
];
