import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { reasons } from '../../src/kernel/reasons/index.ts';
import { flows } from '../../src/playground/catalogue.ts';
import { showTemplate } from '../../src/playground/show-template.ts';
import type { Break, CallStep, Flow, Step, VisitStep } from '../../src/playground/flow.ts';
import { messagesOf } from '../../src/playground/messages-of.ts';
import { renderFlowPage } from '../../src/playground/render-flow-page.ts';
import { appointmentsApi as playgroundApi } from '../../src/playground/sample-api.ts';
import { appointmentsApi } from '../../src/samples/catalogue.ts';

const pages = join(import.meta.dirname, '../../../../docs/flows');
const wrong = 'run: node scripts/flows.mjs --write';
const sends = (step: Step): step is VisitStep | CallStep => step.kind === 'visit' || step.kind === 'call';
const stepOf = ({ id, steps }: Flow, wanted: string): Step => {
  const step = steps.find((one) => one.id === wanted);
  assert.ok(step !== undefined, `${id} has no step ${wanted}`);
  return step;
};
/** The fields that a break names. */
const changed = (flow: Flow, { changes = [] }: Break) => changes.map(({ step, field }) => { const found = stepOf(flow, step); return sends(found) ? found.fields.find(([name]) => name === field) : undefined; });

const namesIn = (step: Step): readonly string[] => {
  const templates = sends(step) ? [step.address, ...step.fields.map(([, value]) => value), step.kind === 'call' ? step.bearer ?? '' : ''] : step.kind === 'prove' ? step.proves.flatMap(({ received, expected }) => [received, expected]) : [];
  return [...templates.join(' ').matchAll(/\{\{([\w.-]+)\}\}/g)].map(([, name = '']) => name);
};
/** What an answer has in it is the server's business; where its values come is the data's. */
function brings(step: Step, name: string): boolean {
  if (step.kind === 'make') return step.makes.some((making) => making.name === name);
  if (step.kind === 'visit') return name.startsWith('back.');
  return step.kind === 'call' && (step.under === undefined ? !name.startsWith('back.') : name.startsWith(`${step.under}.`));
}
const stepsNamed = ({ repeats, skips, waits, bearers = [], methods = [], forges = [] }: Break) => [repeats, skips, waits?.before, ...[...bearers, ...methods].map(({ step }) => step), ...forges.map(({ after }) => after)].filter((step) => step !== undefined);
function isKnown({ refused: { by, reason } }: Break, at: Step): boolean {
  if (by === 'server') return Object.hasOwn(reasons, reason);
  return by === 'api' ? reason.startsWith('api.') : at.kind === 'prove' && at.proves.some(({ name }) => `app.${name}` === reason);
}

describe('The flows of the playground, as data', () => {
  test('every flow has a name of its own, a purpose for each parameter, and steps that follow one another', () => {
    assert.equal(new Set(flows.map(({ id }) => id)).size, flows.length);
    for (const flow of flows) {
      assert.equal(new Set(flow.steps.map(({ id }) => id)).size, flow.steps.length, flow.id);
      for (const { title, words, fields, path } of messagesOf(flow)) {
        assert.ok(title !== '' && words !== '' && path.length > 0, flow.id);
        for (const [name, , purpose] of fields) assert.match(purpose, /[.!?)]$|[a-z]$/, `${flow.id} ${name}`);
      }
    }
  });

  test('a template names values that are known beforehand, made, or brought by a step before', () => {
    const known = ['issuer', 'redirect_uri', 'audience', 'api_address', 'email', 'code_word', 'other_client_id', 'prompt', 'client_id', 'client_secret', 'random'];
    for (const flow of flows) {
      const asked = [...known, ...(flow.asks ?? []).map(({ name }) => name)];
      for (const [index, step] of flow.steps.entries()) {
        const before = flow.steps.slice(0, index);
        const missing = namesIn(step).filter((name) => !asked.includes(name) && !before.some((one) => brings(one, name)));
        assert.deepEqual(missing, [], `${flow.id} ${step.id}`);
      }
    }
    assert.equal(showTemplate('{{a}}-{{b.c}}'), '<a>-<b.c>');
  });

  test('a break changes what is there, ends at a step that is there, and names a reason of the catalogue', () => {
    for (const flow of flows) {
      assert.equal(new Set(flow.breaks.map(({ id }) => id)).size, flow.breaks.length, flow.id);
      assert.ok(flow.breaks.length > 0, flow.id);
      for (const one of flow.breaks) {
        assert.ok(changed(flow, one).every((field) => field !== undefined), `${flow.id} ${one.id}`);
        for (const named of stepsNamed(one)) stepOf(flow, named);
        assert.ok(isKnown(one, stepOf(flow, one.refused.step)), `${flow.id} ${one.id}: ${one.refused.reason}`);
      }
    }
  });

  test('what is not recommended says why and names a flow that is', () => {
    for (const { id, warning } of flows) {
      if (warning === undefined) continue;
      assert.ok(flows.some((flow) => flow.id === warning.better), id);
      assert.ok(warning.why.length > 60, id);
    }
  });

  test('docs/flows has a page for each flow, made from the same data', () => {
    assert.deepEqual(readdirSync(pages).sort(), flows.map(({ id }) => `${id}.md`).sort(), wrong);
    for (const flow of flows) assert.equal(readFileSync(join(pages, `${flow.id}.md`), 'utf8'), renderFlowPage(flow, flows), wrong);
  });

  test('the API of the flows is the one of the samples', () => { assert.equal(playgroundApi, appointmentsApi); });
});
