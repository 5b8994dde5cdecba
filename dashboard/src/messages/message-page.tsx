import { getRouteApi } from '@tanstack/react-router';
import './messages.css';
import { NotFound } from '../frame/not-found.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { MessageEditor } from './message-editor.tsx';
import { useMessage } from './message-queries.ts';
import type { MessageName } from './message-records.ts';
import { isMessageName, messageWords } from './message-words.ts';

const route = getRouteApi('/messages/$name');

/** D24: one mail, its words beside what comes of them. */
export function MessagePage() {
  const { name } = route.useParams();
  return isMessageName(name) ? <Named key={name} name={name} /> : <NotFound what="mail" />;
}

function Named({ name }: { readonly name: MessageName }) {
  const query = useMessage(name);
  const { title, when } = messageWords[name];
  return (
    <>
      <PageHead title={title} up={{ to: '/messages', label: 'Messages' }} lead={<>{when} <code>{name}</code></>} />
      <Loaded query={query} what="mail">{(message) => <MessageEditor name={name} message={message} />}</Loaded>
    </>
  );
}
