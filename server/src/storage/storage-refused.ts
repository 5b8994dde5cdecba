/** The database cannot be used by this program as it is. The message is one sentence for the operator. */
export class StorageRefused extends Error { override readonly name = 'StorageRefused'; }
