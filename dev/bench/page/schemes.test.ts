import assert from 'node:assert/strict';
import {test} from 'node:test';

import {BOUNDS} from '../judging/bounds';
import {median} from '../judging/figures';
import {judge} from '../judging/judge';
import {makeScheme, type Scheme} from './jobs';

const MEMBERS = 100;
const ROUNDS = 9;

/** As the run in the browser does it, with Node's WebCrypto and in few rounds. */
async function faster(scheme: Scheme, yardstick: Scheme): Promise<number> {
    const time = async (work?: () => Promise<unknown>): Promise<number> => {
        const begun = performance.now();
        await work?.();
        return performance.now() - begun;
    };
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        ratios.push((await time(yardstick.jobs.seal)) / (await time(scheme.jobs.seal)));
    }
    return median(ratios);
}

test('a seal with one ECDH per recipient and post misses the bound; both schemes open what they sealed', async () => {
    const [ours, slow, yardstick] = [
        await makeScheme('ours', MEMBERS),
        await makeScheme('slowed', MEMBERS),
        await makeScheme('yardstick', MEMBERS),
    ];
    assert.deepEqual([ours.isRoundTrip, slow.isRoundTrip, yardstick.isRoundTrip], [true, true, true]);

    const [kept, slowed] = [await faster(ours, yardstick), await faster(slow, yardstick)];
    const [verdict] = judge(BOUNDS, {'seal.100.faster': slowed}, ['schemes']).filter(({bound}) => bound.what.startsWith('seal for 100'));
    assert.equal(verdict?.holds, false);
    assert.ok(kept > 2 * slowed, `${kept} and ${slowed} times faster than the yardstick`);
});
