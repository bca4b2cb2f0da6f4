import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Where figures and builds of the bench lie; ignored, and beside the stack's state. */
export const STATE = resolve(REPOSITORY, process.env.E2EE_STATE_DIR ?? '.state', 'bench');
