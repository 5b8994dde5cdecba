/** One answer to a question. */
export interface Choice<Value extends string> { readonly value: Value; readonly title: string; readonly words: string }

interface ChoiceGroupProps<Value extends string> { readonly legend: string; readonly name: string; readonly choices: readonly Choice<Value>[]; readonly value: Value | undefined; readonly onChange: (value: Value) => void }

/** A question with a few answers: radio buttons in the form of cards. */
export function ChoiceGroup<Value extends string>({ legend, name, choices, value, onChange }: ChoiceGroupProps<Value>) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label className="choice" key={choice.value}>
          <input type="radio" name={name} value={choice.value} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          <b>{choice.title}</b><span>{choice.words}</span>
        </label>
      ))}
    </fieldset>
  );
}
