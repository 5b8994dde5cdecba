import { TextInput } from '@mantine/core';
import { JsonField } from '../pieces/json-field.tsx';
import { keyOf, type Draft } from './draft.ts';
import type { ApiOperation, Parameter } from './operations.ts';
import { choicesOf, membersOfBody } from './schema-example.ts';

interface CallFormProps { readonly operation: ApiOperation; readonly draft: Draft; readonly onChange: (draft: Draft) => void }

/** What goes with a call: the parts of its address, its query and its body. */
export function CallForm({ operation, draft, onChange }: CallFormProps) {
  const path = operation.parameters.filter((one) => one.in === 'path');
  const query = operation.parameters.filter((one) => one.in === 'query');
  const set = (parameter: Parameter, value: string) => onChange({ ...draft, values: { ...draft.values, [keyOf(parameter)]: value } });
  const fields = (all: readonly Parameter[]) => <div className="pair">{all.map((one) => <Field key={keyOf(one)} parameter={one} value={draft.values[keyOf(one)] ?? ''} onChange={(value) => set(one, value)} />)}</div>;
  return (
    <>
      {path.length === 0 ? null : fields(path)}
      {query.length === 0 ? null : <details open={query.some(({ required }) => required)}><summary>Query ({query.length})</summary>{fields(query)}</details>}
      {operation.takesFile ? <label className="select-field"><b>File</b><input type="file" onChange={(event) => onChange({ ...draft, file: event.currentTarget.files?.[0] })} /></label> : null}
      {operation.body === undefined ? null : <JsonField label={operation.takesFile ? 'Other fields of the form' : 'Body'} description="JSON. The values are samples." value={draft.body} onChange={(event) => onChange({ ...draft, body: event.currentTarget.value })} />}
      {operation.body === undefined ? null : <Members operation={operation} />}
    </>
  );
}

function Field({ parameter, value, onChange }: { readonly parameter: Parameter; readonly value: string; readonly onChange: (value: string) => void }) {
  const { name, required, description, schema } = parameter;
  const choices = choicesOf(schema);
  if (choices.length > 0) {
    return <label className="select-field"><b>{name}</b>{description === undefined ? null : <span className="muted small">{description}</span>}<select value={value} onChange={(event) => onChange(event.currentTarget.value)}><option value="">not sent</option>{choices.map((choice) => <option key={choice}>{choice}</option>)}</select></label>;
  }
  return <TextInput label={name} description={description} required={required} withAsterisk={false} dir="ltr" spellCheck={false} autoComplete="off" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function Members({ operation: { body = {} } }: { readonly operation: ApiOperation }) {
  const members = membersOfBody(body);
  if (members.length === 0) return null;
  return (
    <details>
      <summary>What the body may have ({members.length})</summary>
      <dl className="facts">
        {members.map(({ name, form, required, description }) => <div className="fact" key={name}><dt><code>{name}</code></dt><dd>{form}{required ? <b>, required</b> : null}{description === undefined ? null : <span className="muted small"> {description}</span>}</dd></div>)}
      </dl>
    </details>
  );
}
