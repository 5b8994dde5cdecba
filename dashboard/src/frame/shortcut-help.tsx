import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ShortcutList } from './shortcut-list.tsx';

/** What keys there are, over the page. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={<b>Keys</b>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <ShortcutList />
        <p className="muted small">Keys without Ctrl can be switched off under <Link to="/profile" onClick={onClose}>Profile and theme</Link>.</p>
      </div>
    </Modal>
  );
}
