import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation } from '@tanstack/react-query';
import { FailureNotice } from './failure-notice.tsx';

interface DangerZoneProps { readonly title: string; /** What ends with it. */ readonly consequence: string; readonly action: string; readonly name: string; readonly run: () => Promise<void>; readonly onDone: () => void }

/** Something that can not be taken back: asked for here, said again in the question, done there. */
export function DangerZone({ title, consequence, action, name, run, onDone }: DangerZoneProps) {
  const deed = useMutation({ mutationFn: run, onSuccess: onDone });
  const ask = () => modals.openConfirmModal({
    title: <b>{`${action} “${name}”?`}</b>, children: <p>{consequence} This can not be taken back.</p>, labels: { confirm: action, cancel: 'Keep it' }, confirmProps: { color: 'red' }, onConfirm: () => deed.mutate(),
  });
  return (
    <section className="card pad stack" aria-label={title}>
      <div className="spread">
        <div><h2>{title}</h2><p className="muted">{consequence}</p></div>
        <Button variant="default" color="red" loading={deed.isPending} onClick={ask}>{action}</Button>
      </div>
      {deed.isError ? <FailureNotice error={deed.error} what="It was not done" takesFocus /> : null}
    </section>
  );
}
