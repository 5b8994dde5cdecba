import type { ReactNode } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Api } from '../api/records.ts';
import { listAsCurl } from '../pieces/as-command.ts';
import { firstOf } from '../pieces/export-rows.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { narrowed, pageOf, pagingOf, type Paging } from '../pieces/list-search.ts';
import { ListTools } from '../pieces/list-tools.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Pager } from '../pieces/pager.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useColumns, type ColumnChoice } from '../pieces/use-columns.ts';
import { useMay } from '../session/session-context.ts';
import { useApis } from './api-queries.ts';
import { wordsOfDialect } from './token-words.ts';

const route = getRouteApi('/apis');

const columns: readonly Column<Api>[] = [
  { title: 'Name', width: '26%', cell: ({ id, name, is_system: system }) => <><Link to="/apis/$id" params={{ id }}>{name}</Link>{system ? <> <Tag>Of this server</Tag></> : null}</>, exported: ({ id, name }) => ({ id, name }) },
  { title: 'Identifier', width: '36%', cell: ({ identifier }) => <CopyValue value={identifier} label="identifier" />, exported: ({ identifier }) => ({ identifier }) },
  { title: 'Tokens', cell: ({ token_dialect: dialect, signing_alg: alg }) => <>{wordsOfDialect(dialect)}<div className="muted small">{alg}</div></>, exported: ({ token_dialect, signing_alg, token_lifetime }) => ({ token_dialect, signing_alg, token_lifetime }) },
  { title: 'Permissions', width: '140px', cell: ({ scopes }) => scopes.length, exported: ({ scopes }) => ({ scopes: scopes.map(({ value }) => value).join(' ') }) },
];

/** D10: every API of the tenant. */
export function ApiList() {
  const search = route.useSearch();
  const { q = '' } = search;
  const navigate = route.useNavigate();
  const apis = useApis();
  const choice = useColumns('apis', columns);
  const paging = pagingOf(search, (next) => { void navigate({ search: next }); });
  const register = useMay('create:resource_servers') ? <LinkButton to="/apis/new" data-shortcut="new">Register API</LinkButton> : undefined;
  const fits = ({ name, identifier }: Api) => `${name} ${identifier}`.toLowerCase().includes(q.toLowerCase());
  return (
    <>
      <PageHead title="APIs" lead="What access tokens are for. Each has an identifier, which applications ask for as the audience, and permissions." actions={register} />
      <Loaded query={apis} what="list of APIs">
        {(all) => (
          <>
            <div className="list-bar"><SearchField label="Search APIs" placeholder="Name or identifier" value={q} onSearch={(text) => { void navigate({ search: narrowed(search, { q: text, page: undefined }), replace: true }); }} /><ListTools choice={choice} read={() => Promise.resolve(firstOf(all.filter(fits)))} command={listAsCurl('/resource-servers', { per_page: 100 })} /></div>
            <Found all={all} found={all.filter(fits)} register={register} choice={choice} paging={paging} />
          </>
        )}
      </Loaded>
    </>
  );
}

interface FoundProps { readonly all: readonly Api[]; readonly found: readonly Api[]; readonly register: ReactNode; readonly choice: ColumnChoice<Api>; readonly paging: Paging }

function Found({ all, found, register, choice, paging }: FoundProps) {
  const rows = pageOf(found, paging);
  const own = all.filter(({ is_system: system }) => !system);
  return (
    <div className="stack">
      {found.length === 0 ? <EmptyState title="No API fits">Search by a part of the name, or of the identifier.</EmptyState> : <RecordTable caption="APIs" columns={choice.shown} rows={rows} keyOf={({ id }) => id} />}
      {own.length === 0 && found.length > 0 ? <EmptyState title="No API of your own yet" action={register} docs={['quickstarts/express-api', 'An API in Express, step by step']}>An identifier is a name in the form of an address, such as <code>https://appointments.example</code>. Nothing is ever sent there. With an API, applications get access tokens that it can check by itself.</EmptyState> : null}
      <Pager paging={paging} shown={rows.length} total={found.length} what="APIs" />
    </div>
  );
}
