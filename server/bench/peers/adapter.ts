/** What oidc-provider stores: the properties that it is found by, and the rest as it is. */
export interface Payload { readonly uid?: string; readonly userCode?: string; readonly grantId?: string; consumed?: number }

/** The storage interface of oidc-provider, one instance per model. Ids are unique over all models here by the model's name in front. */
export interface Adapter {
  upsert(id: string, payload: Payload, expiresIn: number): Promise<void>;
  find(id: string): Promise<Payload | undefined>;
  findByUid(uid: string): Promise<Payload | undefined>;
  findByUserCode(userCode: string): Promise<Payload | undefined>;
  consume(id: string): Promise<void>;
  destroy(id: string): Promise<void>;
  revokeByGrantId(grantId: string): Promise<void>;
}
export type AdapterFactory = (model: string) => Adapter;

/** Whole seconds since the epoch. */
export const now = () => Math.floor(Date.now() / 1000);
