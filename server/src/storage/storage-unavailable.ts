/** The database cannot be reached or cannot write now; whether a write that was under way took place is unknown. Endpoints answer 503. */
export class StorageUnavailable extends Error { override readonly name = 'StorageUnavailable'; }
