import { connectionOf } from '../../management/jobs.ts';
import { exportJob, importJob, job, jobErrors } from '../schemas/jobs.ts';
import { given, type DrivenCall, type Stage } from './driven.ts';

const people = [{ email: 'imported@example.com' }, { given_name: 'Nameless' }];

async function ended({ management }: Stage, id: string) {
  for (;;) {
    const answer = await management.jobs.get(id);
    if (answer.status === 'completed') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Bulk work on people. */
export const jobCalls: readonly DrivenCall[] = [
  { row: 'POST /jobs/users-imports', answer: importJob, async run({ management, made, house }) {
    const answer = await management.jobs.usersImports.create({ users: new Blob([JSON.stringify(people)]), connection_id: connectionOf(house), upsert: true, external_id: 'ours', send_completion_email: false });
    made.set('import', answer.id);
    return answer;
  } },
  { row: 'GET /jobs/{id}/errors', answer: jobErrors, async run(stage) {
    await ended(stage, given(stage, 'import'));
    return stage.management.jobs.errors.get(given(stage, 'import'));
  } },
  { row: 'POST /jobs/users-exports', answer: exportJob, async run({ management, made, house }) {
    const answer = await management.jobs.usersExports.create({ connection_id: connectionOf(house), format: 'csv', limit: 5, fields: [{ name: 'email' }, { name: 'user_metadata.plan', export_as: 'plan' }] });
    made.set('export', answer.id);
    return answer;
  } },
  { row: 'GET /jobs/{id}', answer: job, run: async (stage) => ended(stage, given(stage, 'export')) },
];
