import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

import type {Figures} from '../judging/figures';
import {parseHook} from './hook_output';

const SERVER = fileURLToPath(new URL('../../../server', import.meta.url));

/** What the server half's answer to a post costs, by its own Go benchmark. */
export async function measureHook(): Promise<Figures> {
    const args = ['test', '-run', '^$', '-bench', '.', '-benchmem', './gate'];
    const {stdout} = await promisify(execFile)('go', args, {cwd: SERVER});
    return parseHook(stdout);
}
