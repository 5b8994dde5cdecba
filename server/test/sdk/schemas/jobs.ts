import type { Management } from 'auth0-5';
import Type from 'typebox';
import { address, closed, fitting, like, oneOf, time } from './fitting.ts';

const maybe = Type.Optional;
const text = Type.String();
const head = { id: like('^job_[A-Za-z0-9]{16}$'), created_at: time, connection_id: like('^con_'), connection: text };
const field = closed({ name: text, export_as: maybe(text) });
const ofExport = { ...head, type: oneOf(['users_export']), format: oneOf(['json', 'csv']), limit: maybe(Type.Integer()), fields: maybe(Type.Array(field)), percentage_done: Type.Integer({ minimum: 0, maximum: 100 }) };
const ofImport = { ...head, type: oneOf(['users_import']), status: oneOf(['pending']), upsert: Type.Boolean(), external_id: maybe(text), send_completion_email: Type.Boolean(), percentage_done: Type.Integer() };
const summary = closed({ failed: Type.Integer(), updated: Type.Integer(), inserted: Type.Integer(), total: Type.Integer() });

/** An import that was taken. */
export const importJob = fitting<Management.CreateImportUsersResponseContent>()(closed(ofImport));
/** An export that was begun. */
export const exportJob = fitting<Management.CreateExportUsersResponseContent>()(closed({ ...ofExport, status: oneOf(['pending']) }));
/** An export that is completed. */
export const job = fitting<Management.GetJobResponseContent>()(closed({ ...ofExport, status: oneOf(['completed']), summary, location: address }));
/** The rows that were not taken. */
export const jobErrors = fitting<Management.GetJobErrorResponseContent[]>()(Type.Array(closed({ user: Type.Record(text, Type.Unknown()), errors: Type.Array(closed({ code: text, message: text, path: text }), { minItems: 1 }), row: Type.Integer({ minimum: 1 }) }), { minItems: 1 }));
