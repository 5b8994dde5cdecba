import type { Statements } from '../statements/draft.ts';

interface OfTenant { readonly tenant: string }
type ByName = OfTenant & { readonly name: string };

/** How tenants send their mail. */
export const mailQueries = (statement: Statements) => ({
  provider: statement<OfTenant>()('mail_provider', ({ db, slot }) => db.selectFrom('mail_providers').select('data').where('tenant_id', '=', slot('tenant'))),
  insertProvider: statement<OfTenant & { data: string }>()('insert_mail_provider', ({ db, slot }) => db.insertInto('mail_providers')
    .values({ tenant_id: slot('tenant'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  replaceProvider: statement<OfTenant & { data: string }>()('replace_mail_provider', ({ db, slot }) => db.updateTable('mail_providers').set({ data: slot('data') }).where('tenant_id', '=', slot('tenant'))),
  removeProvider: statement<OfTenant>()('remove_mail_provider', ({ db, slot }) => db.deleteFrom('mail_providers').where('tenant_id', '=', slot('tenant'))),

  template: statement<ByName>()('mail_template', ({ db, slot }) => db.selectFrom('mail_templates').select('data').where('tenant_id', '=', slot('tenant')).where('name', '=', slot('name'))),
  templates: statement<OfTenant>()('mail_templates', ({ db, slot }) => db.selectFrom('mail_templates').select('data').where('tenant_id', '=', slot('tenant')).orderBy('name')),
  insertTemplate: statement<ByName & { data: string }>()('insert_mail_template', ({ db, slot }) => db.insertInto('mail_templates')
    .values({ tenant_id: slot('tenant'), name: slot('name'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  replaceTemplate: statement<ByName & { data: string }>()('replace_mail_template', ({ db, slot }) => db.updateTable('mail_templates').set({ data: slot('data') })
    .where('tenant_id', '=', slot('tenant')).where('name', '=', slot('name'))),
});
