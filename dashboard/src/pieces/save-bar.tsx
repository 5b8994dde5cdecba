import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';

interface SaveBarProps { /** Names of the fields that are not saved. */ readonly changed: readonly string[]; readonly saving: boolean; readonly onDiscard: () => void }

/** Says what a form has that the server does not; whoever leaves the page is asked first. It stands inside the form. */
export function SaveBar({ changed, saving, onDiscard }: SaveBarProps) {
  useBlocker({ shouldBlockFn: () => changed.length > 0 && !saving && !confirm('Leave without saving? The changes of this page are lost.'), enableBeforeUnload: () => changed.length > 0 });
  if (changed.length === 0) return null;
  return (
    <div className="save-bar" role="group" aria-label="Unsaved changes">
      <span><b>Not saved:</b> {changed.join(', ')}</span>
      <span className="row"><Button variant="default" onClick={onDiscard} disabled={saving}>Discard</Button><Button type="submit" loading={saving} aria-busy={saving}>Save changes</Button></span>
    </div>
  );
}
