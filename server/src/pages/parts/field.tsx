import type { ComponentChildren, InputHTMLAttributes } from 'preact';

interface Props {
  /** Both id and name. */
  readonly id: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  /** The alert that stands below the field, if the problem is this field's own. */
  readonly error?: ComponentChildren;
  /** Ids of further texts that describe the field. */
  readonly describedBy?: string | undefined;
  readonly invalid: boolean;
  readonly input: InputHTMLAttributes<HTMLInputElement>;
}

/** A visible label, a hint, the control, its error: tied together for screen readers. Written left to right in every language. */
export function Field({ id, label, hint, error, describedBy, invalid, input }: Props) {
  const texts = [hint === undefined ? '' : `${id}-hint`, error === undefined || error === null ? '' : `${id}-error`, describedBy ?? ''].filter((each) => each !== '');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint === undefined ? null : <p class="hint" id={`${id}-hint`}>{hint}</p>}
      <input id={id} name={id} dir="ltr" aria-describedby={texts.length === 0 ? undefined : texts.join(' ')} aria-invalid={invalid ? 'true' : undefined} required {...input} />
      {error}
    </div>
  );
}
