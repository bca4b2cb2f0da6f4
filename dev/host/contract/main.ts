/**
 * Replays recorded journeys of the real client on the server that the stack has started, and compares what the probe
 * sees. `--only a,b` replays these (and the log-in before them), `--site URL` takes another server, `--verbose` shows
 * both sides of a journey that differs.
 *
 * @packageDocumentation
 */
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

import {readDescription} from '../../stack/src/api';
import {keyOf} from './event_key';
import {replay} from './replay';
import type {Result} from './replay';
import {requiredJourneys} from './required_journeys';

const {values} = parseArgs({
    options: {only: {type: 'string'}, site: {type: 'string'}, verbose: {type: 'boolean', default: false}},
});

function printSides({recorded, observed}: Result): void {
    console.log('    recorded:');
    recorded.forEach((event) => console.log(`      ${keyOf(event)}`));
    console.log('    observed:');
    observed.forEach((event) => console.log(`      ${keyOf(event)}`));
}

function print(result: Result): void {
    const {journey, differences, mutations} = result;
    if (!mutations) {
        console.log(`FAIL ${journey}`);
        differences.forEach((difference) => console.log(`    ${difference}`));
        if (values.verbose) {
            printSides(result);
        }
        return;
    }
    const {tried, missed, commuting} = mutations;
    console.log(`ok   ${journey}: ${tried - missed.length}/${tried} mutations noticed, ${commuting} neighbours may come in either order`);
    missed.forEach((what) => console.log(`    not noticed: ${what}`));
}

async function run(siteUrl: string): Promise<number> {
    const only = values.only?.split(',');
    const names = requiredJourneys.filter((name) => !only || only.includes(name) || name === 'load-after-login');
    const results: Result[] = [];
    await replay(siteUrl, names, (result) => {
        results.push(result);
        print(result);
    });
    const replayed = results.filter(({mutations}) => mutations && mutations.missed.length === 0).length;
    console.log(`replayed ${replayed}/${results.length}`);
    return replayed === results.length ? 0 : 1;
}

/** The stack runs this program again, with its description. */
function runInStack(): number {
    const stack = fileURLToPath(new URL('../../stack/src/main.ts', import.meta.url));
    const self = fileURLToPath(import.meta.url);
    const command = ['tsx', stack, 'exec', '--', 'npx', 'tsx', self, ...process.argv.slice(2)];
    return spawnSync('npx', command, {stdio: 'inherit'}).status ?? 1;
}

const described = process.env.E2EE_STACK;
const siteUrl = values.site ?? (described ? readDescription(described).siteUrl : undefined);
process.exitCode = siteUrl ? await run(siteUrl) : runInStack();
