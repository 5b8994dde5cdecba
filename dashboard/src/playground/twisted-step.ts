import type { Break, CallStep, Field, VisitStep } from '../../../server/src/playground/flow.ts';
import { fillTemplate, type FlowValues } from './fill-template.ts';

/** The parameters of a step with their values, as this run sends them; what is empty is left out. */
export function fieldsOf({ id, fields }: Pick<CallStep | VisitStep, 'id' | 'fields'>, values: FlowValues, twist: Break | undefined): readonly (readonly [name: string, value: string])[] {
  const changed = (name: string) => twist?.changes?.find(({ step, field }) => step === id && field === name)?.to;
  return fields.map(([name, template]: Field) => [name, fillTemplate(changed(name) ?? template, values)] as const).filter(([, value]) => value !== '');
}

/** The address of a step: below the issuer, or whole where a value of the server says so. */
export function addressOf({ address }: Pick<CallStep | VisitStep, 'address'>, values: FlowValues): string {
  const filled = fillTemplate(address, values);
  const { issuer = '' } = values;
  return filled.startsWith(issuer) ? filled : `${issuer}${filled}`;
}

/** The token of a call, as this run sends it. */
export const bearerOf = ({ id, bearer = '' }: Pick<CallStep, 'id' | 'bearer'>, values: FlowValues, twist: Break | undefined): string => fillTemplate(twist?.bearers?.find(({ step }) => step === id)?.to ?? bearer, values);

/** The method of a call, as this run sends it. */
export const methodOf = ({ id, method }: Pick<CallStep, 'id' | 'method'>, twist: Break | undefined): string => twist?.methods?.find(({ step }) => step === id)?.to ?? method;
