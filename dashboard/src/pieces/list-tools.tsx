import { Button, Checkbox, CopyButton, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconColumns, IconDownload, IconTerminal2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { FailureNotice } from './failure-notice.tsx';
import { keepAsFile, mostExported, writeRows, type ExportForm } from './export-rows.ts';
import { tellDone } from './tell-done.ts';
import type { ColumnChoice } from './use-columns.ts';

const types: Readonly<Record<ExportForm, string>> = { csv: 'text/csv;charset=utf-8', json: 'application/json' };

/** What a list can be got by elsewhere: a command, or a call where there is no command. */
export interface ListCommand { readonly kind: 'CLI' | 'curl'; readonly text: string }

/** Totals are counted no further than pages go: a file that is full may be of a longer list. */
function exportedWords({ count, total }: { readonly count: number; readonly total: number }): string {
  if (count < total) return `The first ${count} of ${total} rows are exported`;
  if (count === mostExported) return `${count} rows are exported, as many as a file gets`;
  return `${count} ${count === 1 ? 'row is' : 'rows are'} exported`;
}

interface ListToolsProps<T> { readonly choice: ColumnChoice<T>; /** Everything that is listed, on all pages, at most as many rows as are exported. */ readonly read: () => Promise<{ readonly rows: readonly T[]; readonly total: number }>; readonly command: ListCommand }

/** What every list has: its columns, its rows as a file, and the way to it from a command line. */
export function ListTools<T>({ choice, read, command }: ListToolsProps<T>) {
  const exporting = useMutation({
    mutationFn: async (form: ExportForm) => {
      const { rows, total } = await read();
      keepAsFile(`${choice.list}.${form}`, writeRows(form, choice.shown, rows), types[form]);
      return { count: rows.length, total };
    },
    onSuccess: (done) => tellDone(exportedWords(done)),
  });
  return (
    <>
      <div className="row list-tools" role="group" aria-label="Tools of the list">
        <Columns choice={choice} />
        <Export busy={exporting.isPending} onExport={exporting.mutate} />
        <CopyButton value={command.text} timeout={2000}>
          {({ copied, copy }) => <Button variant="default" h={40} px="sm" leftSection={copied ? <IconCheck size={16} /> : <IconTerminal2 size={16} />} onClick={copy} title={command.kind === 'CLI' ? 'The command of gatehouse that prints this list.' : 'The command gatehouse does not print this list: it is the call of the Management API.'}>{copied ? 'Copied' : `Copy as ${command.kind}`}</Button>}
        </CopyButton>
      </div>
      {exporting.isError ? <div className="list-failure"><FailureNotice error={exporting.error} what="The rows were not exported" takesFocus /></div> : null}
    </>
  );
}

function Export({ busy, onExport }: { readonly busy: boolean; readonly onExport: (form: ExportForm) => void }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const choose = (form: ExportForm) => { close(); onExport(form); };
  return (
    <Popover position="bottom-end" width={260} transitionProps={{ duration: 0 }} trapFocus returnFocus opened={opened} onDismiss={close}>
      <Popover.Target><Button variant="default" h={40} px="sm" leftSection={<IconDownload size={16} />} loading={busy} onClick={toggle}>Export</Button></Popover.Target>
      <Popover.Dropdown aria-label="Export of the list">
        <div className="stack">
          <p className="muted small">Everything that is found, on all pages, with the columns that are shown. At most {mostExported} rows.</p>
          <div className="row"><Button variant="default" onClick={() => choose('csv')}>As CSV</Button><Button variant="default" onClick={() => choose('json')}>As JSON</Button></div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Columns<T>({ choice: { all, shown, toggle } }: { readonly choice: ColumnChoice<T> }) {
  return (
    <Popover position="bottom-end" width={220} transitionProps={{ duration: 0 }} trapFocus returnFocus>
      <Popover.Target><Button variant="default" h={40} px="sm" leftSection={<IconColumns size={16} />}>Columns</Button></Popover.Target>
      <Popover.Dropdown aria-label="Columns of the list">
        <div className="stack">
          {all.slice(1).filter(({ title }) => title !== '').map(({ title }) => <Checkbox key={title} label={title} checked={shown.some((one) => one.title === title)} onChange={() => toggle(title)} />)}
          <p className="muted small">Kept in this browser.</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
