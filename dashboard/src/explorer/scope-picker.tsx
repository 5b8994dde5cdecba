import { Button, Checkbox } from '@mantine/core';

interface ScopePickerProps { readonly scopes: readonly string[]; readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void }

const actionOf = (scope: string) => scope.slice(0, scope.indexOf(':'));
const entityOf = (scope: string) => scope.slice(scope.indexOf(':') + 1);
const actions = ['read', 'create', 'update', 'delete'];
const byAction = (one: string, other: string) => actions.indexOf(actionOf(one)) - actions.indexOf(actionOf(other));
const inWords = (entity: string) => entity.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());

/** Scopes by what they are about, with a box for each action. */
export function ScopePicker({ scopes, chosen, onChange }: ScopePickerProps) {
  const toggle = (scope: string) => onChange(new Set(chosen.has(scope) ? [...chosen].filter((one) => one !== scope) : [...chosen, scope]));
  const groups = [...Map.groupBy(scopes, entityOf)].sort(([one], [other]) => one.localeCompare(other));
  return (
    <div className="stack">
      <div className="row">
        <Button variant="default" size="xs" h={32} onClick={() => onChange(new Set(scopes.filter((scope) => actionOf(scope) === 'read')))}>Everything that reads</Button>
        <Button variant="default" size="xs" h={32} onClick={() => onChange(new Set())}>Nothing</Button>
        <span className="muted small" role="status">{chosen.size} of {scopes.length} chosen</span>
      </div>
      <div className="scope-entities">
        {groups.map(([entity, group]) => (
          <fieldset className="scope-entity" key={entity}>
            <legend>{inWords(entity)}</legend>
            <div>{[...group].sort(byAction).map((scope) => <Checkbox key={scope} label={actionOf(scope)} aria-label={scope} checked={chosen.has(scope)} onChange={() => toggle(scope)} />)}</div>
          </fieldset>
        ))}
      </div>
    </div>
  );
}
