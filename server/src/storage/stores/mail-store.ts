import type { MailProvider, MailStore, TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';

/** How tenants send their mail. It is read for each mail, and cached nowhere. */
export const mailStore = (tools: StoreTools): MailStore => ({ ...providers(tools), ...templates(tools) });

const lines = (tenant: TenantId, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

const providers = ({ driver, queries: { mail: queries } }: StoreTools): Pick<MailStore, 'findProvider' | 'insertProvider' | 'replaceProvider' | 'removeProvider'> => ({
  async findProvider(tenant) {
    const [row] = await driver.read(queries.provider({ tenant }));
    return row === undefined ? undefined : { ...emptyProvider, ...(JSON.parse(row.data) as MailProvider) };
  },
  async insertProvider(tenant, provider, log) {
    const { won } = await driver.write({ guard: queries.insertProvider({ tenant, data: JSON.stringify(provider) }), rows: lines(tenant, log) });
    return won ? 'inserted' : 'taken';
  },
  async replaceProvider(tenant, provider, log) {
    const { won } = await driver.write({ guard: queries.replaceProvider({ tenant, data: JSON.stringify(provider) }), rows: lines(tenant, log) });
    return won ? 'replaced' : 'unknown';
  },
  async removeProvider(tenant, log) {
    const { won } = await driver.write({ guard: queries.removeProvider({ tenant }), rows: lines(tenant, log) });
    return won ? 'removed' : 'unknown';
  },
});

const templates = ({ driver, queries: { mail: queries } }: StoreTools): Pick<MailStore, 'listTemplates' | 'findTemplate' | 'insertTemplate' | 'replaceTemplate'> => ({
  listTemplates: async (tenant) => (await driver.read(queries.templates({ tenant }))).map(templateOf),
  async findTemplate(tenant, name) {
    const [row] = await driver.read(queries.template({ tenant, name }));
    return row === undefined ? undefined : templateOf(row);
  },
  async insertTemplate(tenant, template, log) {
    const { won } = await driver.write({ guard: queries.insertTemplate({ tenant, name: template.template, data: JSON.stringify(template) }), rows: lines(tenant, log) });
    return won ? 'inserted' : 'taken';
  },
  async replaceTemplate(tenant, template, log) {
    const { won } = await driver.write({ guard: queries.replaceTemplate({ tenant, name: template.template, data: JSON.stringify(template) }), rows: lines(tenant, log) });
    return won ? 'replaced' : 'unknown';
  },
});

/** JSON leaves out what is `undefined`; the records have it. */
const emptyProvider = { defaultFrom: undefined, user: undefined, sealedPassword: undefined } as const;
const emptyTemplate = { from: undefined, subject: undefined, body: undefined, resultUrl: undefined, urlLifetime: undefined } as const;

const templateOf = ({ data }: { readonly data: string }): TenantMailTemplate => ({ ...emptyTemplate, ...(JSON.parse(data) as TenantMailTemplate) });
