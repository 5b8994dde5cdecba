import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/** Who issues and when, and under which names people are told. */
export interface ClaimContext { readonly tenant: Tenant; readonly tools: { readonly clock: Clock; readonly subjectKeys: SubjectKeys } }
