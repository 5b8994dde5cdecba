import type { DeviceDonePage } from './page.ts';
import { Document } from './parts/document.tsx';
import { appNames, type View } from './view.ts';

/** The person has answered; the rest happens on the device. */
export function DeviceDone({ page, view }: { readonly page: DeviceDonePage; readonly view: View }) {
  const { client, allowed } = page;
  const title = allowed ? 'device.done.title' : 'device.declined.title';
  return (
    <Document view={view} name="device-done" title={view.tell(title)} client={client} noWayBack>
      <h1>{view.say(title)}</h1>
      <p>{view.say(allowed ? 'device.done.text' : 'device.declined.text', appNames(view, client))}</p>
    </Document>
  );
}
