import { getRouteApi, Link } from '@tanstack/react-router';
import type { Application } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useMay } from '../session/session-context.ts';
import { useApplications } from './application-queries.ts';
import { applicationTypes, typeWords } from './application-types.ts';
import { LinkButton } from '../pieces/link-button.tsx';

const route = getRouteApi('/applications');

const columns: readonly Column<Application>[] = [
  { title: 'Name', width: '34%', cell: ({ name = '', client_id: id = '', description }) => <><Link to="/applications/$id" params={{ id }}>{name}</Link>{description ? <div className="muted small">{description}</div> : null}</> },
  { title: 'Type', width: '20%', cell: ({ app_type: type }) => typeWords(type).name },
  { title: 'Client ID', cell: ({ client_id: id = '' }) => <CopyValue value={id} label="client ID" /> },
  { title: 'Party', width: '130px', cell: ({ is_first_party: first }) => (first === false ? <Tag kind="info">Third party</Tag> : <Tag>First party</Tag>) },
];

const fits = (words: string) => ({ name = '', client_id: id = '' }: Application) => `${name} ${id}`.toLowerCase().includes(words.toLowerCase());

/** D4: every application of the tenant. */
export function ApplicationList() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const applications = useApplications();
  const create = useMay('create:clients') ? <LinkButton to="/applications/new" data-shortcut="new">Create application</LinkButton> : undefined;
  return (
    <>
      <PageHead title="Applications" lead="What people sign in to, and what asks for tokens in its own name." actions={create} />
      <Loaded query={applications} what="list of applications">
        {(all) => (all.length === 0 ? <NoApplications mayCreate={create !== undefined} /> : (
          <>
            <div className="list-bar"><SearchField label="Search applications" placeholder="Name or client ID" value={q} onSearch={(text) => { void navigate({ search: text === '' ? {} : { q: text }, replace: true }); }} /></div>
            <Found found={all.filter(fits(q))} all={all.length} />
          </>
        ))}
      </Loaded>
    </>
  );
}

function Found({ found, all }: { readonly found: readonly Application[]; readonly all: number }) {
  return (
    <>
      {found.length === 0 ? <EmptyState title="No application fits">Search by a part of the name, or of the client ID.</EmptyState> : <RecordTable caption="Applications" columns={columns} rows={found} keyOf={({ client_id: id = '' }) => id} />}
      <p className="muted small pager" role="status">{found.length === all ? `${all} ${all === 1 ? 'application' : 'applications'}` : `${found.length} of ${all} applications`}</p>
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
