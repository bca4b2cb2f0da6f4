import {provider} from '../../../tests/support/provider';
import {generateAgreementPair} from './agree';
import {isPoint} from './point';

test('takes every key that WebCrypto makes, and no neighbour of one', async () => {
    for (let round = 0; round < 20; round++) {
        const {publicKey} = await generateAgreementPair<'session'>(provider);
        expect(isPoint(publicKey)).toBe(true);

        const neighbour = publicKey.slice();
        neighbour[1 + round] = (neighbour[1 + round] ?? 0) ^ 1;
        expect(isPoint(neighbour)).toBe(false);
    }
});

test('looks at its own bytes only, wherever they lie in a buffer', async () => {
    const {publicKey} = await generateAgreementPair<'session'>(provider);
    const larger = new Uint8Array(100).fill(0xff);
    larger.set(publicKey, 7);
    expect(isPoint(larger.subarray(7, 72))).toBe(true);
});
