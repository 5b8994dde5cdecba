import { Textarea } from '@mantine/core';
import type { ComponentProps } from 'react';

/** An object as JSON text. */
export function JsonField(props: ComponentProps<typeof Textarea>) {
  return <Textarea autosize minRows={3} maxRows={16} dir="ltr" spellCheck={false} autoComplete="off" styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--fs-sm)' } }} {...props} />;
}
