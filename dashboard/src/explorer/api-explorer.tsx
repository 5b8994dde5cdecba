import './explorer.css';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { MadeManagementToken } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { Tag } from '../pieces/tag.tsx';
import { pageFacts } from '../session/page-facts.ts';
import { useSession } from '../session/session-context.ts';
import { OperationList } from './operation-list.tsx';
import { OperationPanel, type Calling } from './operation-panel.tsx';
import { useOperations, type ApiOperation } from './operations.ts';
import type { Bearer } from './send-call.ts';
import { TokenGenerator } from './token-generator.tsx';
import { TokenList } from './token-list.tsx';

const route = getRouteApi('/explorer');
const ownSession = 'Your session';

/** Tokens that were made in this visit can be used as long as it lasts: their values are nowhere else. */
function useCalling(): { readonly calling: Calling; readonly onMade: (token: MadeManagementToken) => void } {
  const { scopes, accessToken } = useSession();
  const [made, setMade] = useState<readonly Bearer[]>([]);
  const [name, choose] = useState(ownSession);
  const [agreed, setAgreed] = useState(false);
  const own = useMemo((): Bearer => ({ name: ownSession, scopes, value: accessToken }), [scopes, accessToken]);
  const bearers = [own, ...made];
  const onMade = (token: MadeManagementToken) => {
    const bearer: Bearer = { name: `${token.name}, ${made.length + 1}`, scopes: new Set(token.scope), value: () => Promise.resolve(token.access_token) };
    setMade([...made, bearer]);
    choose(bearer.name);
  };
  return { calling: { bearers, chosen: bearers.find((one) => one.name === name) ?? own, choose, agreed, agree: () => setAgreed(true) }, onMade };
}

/** D30: every operation of the Management API, from its own description, with tokens made for it. */
export function ApiExplorer() {
  const { op, tab = 'calls' } = route.useSearch();
  const operations = useOperations();
  const { calling, onMade } = useCalling();
  return (
    <>
      <PageHead title="API explorer" lead={<>Every operation of the Management API of <b>{pageFacts.name}</b> <Tag kind={pageFacts.development ? 'plain' : 'warn'}>{pageFacts.development ? 'Development' : 'Production'}</Tag></>} />
      <PageTabs label="Parts of the explorer" now={tab} tabs={[{ id: 'calls', title: 'Calls' }, { id: 'tokens', title: 'Tokens' }]} />
      <Loaded query={operations} what="description of the API">
        {(all) => {
          const chosen = all.find(({ id }) => id === op);
          if (tab === 'tokens') return <div className="stack-wide"><TokenGenerator operations={all} wantedFor={chosen} onMade={onMade} /><TokenList /></div>;
          return <Calls operations={all} chosen={chosen} calling={calling} />;
        }}
      </Loaded>
    </>
  );
}

function Calls({ operations, chosen, calling }: { readonly operations: readonly ApiOperation[]; readonly chosen: ApiOperation | undefined; readonly calling: Calling }) {
  return (
    <div className={chosen === undefined ? 'explorer' : 'explorer chosen'}>
      <OperationList operations={operations} now={chosen?.id} />
      {chosen === undefined ? <EmptyState title="Choose an operation">It is sent to this server as you write it, with your own session or with a token that you generate. It can be copied as curl and as a call of Auth0’s SDK.</EmptyState> : <OperationPanel key={chosen.id} operation={chosen} calling={calling} />}
    </div>
  );
}
