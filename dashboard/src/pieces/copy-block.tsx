import { Button, CopyButton } from '@mantine/core';

/** Lines to be copied. They can be scrolled with the keyboard. */
export function CopyBlock({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="stack">
      <pre className="code" dir="ltr" tabIndex={0} role="group" aria-label={label}>{text}</pre>
      <div><CopyButton value={text} timeout={2000}>{({ copied, copy }) => <Button variant="default" size="xs" h={32} onClick={copy}>{copied ? 'Copied' : `Copy the ${label}`}</Button>}</CopyButton></div>
    </div>
  );
}
