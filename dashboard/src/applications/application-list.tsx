import { getRouteApi, Link } from '@tanstack/react-router';
import type { Application } from '../api/records.ts';
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
import { useApplications } from './application-queries.ts';
import { applicationTypes, typeWords } from './application-types.ts';

const route = getRouteApi('/applications');

const columns: readonly Column<Application>[] = [
  { title: 'Name', width: '34%', cell: ({ name = '', client_id: id = '', description }) => <><Link to="/applications/$id" params={{ id }}>{name}</Link>{description ? <div className="muted small">{description}</div> : null}</>, exported: ({ name, description }) => ({ name, description: description ?? undefined }) },
  { title: 'Type', width: '20%', cell: ({ app_type: type }) => typeWords(type).name, exported: ({ app_type }) => ({ app_type }) },
  { title: 'Client ID', cell: ({ client_id: id = '' }) => <CopyValue value={id} label="client ID" />, exported: ({ client_id }) => ({ client_id }) },
  { title: 'Party', width: '130px', cell: ({ is_first_party: first }) => (first === false ? <Tag kind="info">Third party</Tag> : <Tag>First party</Tag>), exported: ({ is_first_party }) => ({ is_first_party }) },
];

const fits = (words: string) => ({ name = '', client_id: id = '' }: Application) => `${name} ${id}`.toLowerCase().includes(words.toLowerCase());

/** D4: every application of the tenant. */
export function ApplicationList() {
  const search = route.useSearch();
  const { q = '' } = search;
  const navigate = route.useNavigate();
  const applications = useApplications();
  const choice = useColumns('applications', columns);
  const paging = pagingOf(search, (next) => { void navigate({ search: next }); });
  const create = useMay('create:clients') ? <LinkButton to="/applications/new" data-shortcut="new">Create application</LinkButton> : undefined;
  return (
    <>
      <PageHead title="Applications" lead="What people sign in to, and what asks for tokens in its own name." actions={create} />
      <Loaded query={applications} what="list of applications">
        {(all) => (all.length === 0 ? <NoApplications mayCreate={create !== undefined} /> : (
          <>
            <div className="list-bar"><SearchField label="Search applications" placeholder="Name or client ID" value={q} onSearch={(text) => { void navigate({ search: narrowed(search, { q: text, page: undefined }), replace: true }); }} /><ListTools choice={choice} read={() => Promise.resolve(firstOf(all.filter(fits(q))))} command={listAsCurl('/clients', { is_global: false, per_page: 100 })} /></div>
            <Found found={all.filter(fits(q))} choice={choice} paging={paging} />
          </>
        ))}
      </Loaded>
    </>
  );
}

function Found({ found, choice, paging }: { readonly found: readonly Application[]; readonly choice: ColumnChoice<Application>; readonly paging: Paging }) {
  const rows = pageOf(found, paging);
  return (
    <>
      {found.length === 0 ? <EmptyState title="No application fits">Search by a part of the name, or of the client ID.</EmptyState> : <RecordTable caption="Applications" columns={choice.shown} rows={rows} keyOf={({ client_id: id = '' }) => id} />}
      <Pager paging={paging} shown={rows.length} total={found.length} what="applications" />
    </>
  );
}

function NoApplications({ mayCreate }: { readonly mayCreate: boolean }) {
  if (!mayCreate) return <EmptyState title="No applications yet">An application is what people sign in to. Who may create one is an owner or an editor.</EmptyState>;
  return (
    <div className="stack">
      <p className="muted">An application is what people sign in to, or a program that asks for tokens. Which kind is yours?</p>
      <div className="cards">
        {applicationTypes.map(({ type, name, examples }) => (
          <div className="card step" key={type}><h2>{name}</h2><p className="muted">{examples}</p><LinkButton variant="default" to="/applications/new" search={{ type }} aria-label={`Create a ${name}`}>Create</LinkButton></div>
        ))}
      </div>
    </div>
  );
}
