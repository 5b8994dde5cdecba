// npm run build: packages and compiled server, when they are not there yet or older than their sources.
import { orFail, setUp } from './setup/set-up.mjs';

await orFail(setUp);
