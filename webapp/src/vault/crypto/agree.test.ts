import {provider} from '../../../tests/support/provider';
import {agree, generateAgreementPair, generateFreshAgreementPair} from './agree';
import {deriveBytes} from './kdf';
import type {KeyMaterial} from './kdf';
import {LABELS} from './labels';
import {context} from '../protocol/context';

const derived = (material: KeyMaterial) => deriveBytes({provider, material, salt: new Uint8Array(), info: context(LABELS.kek)});

test('both sides come to the same secret, a third one to another', async () => {
    const [alice, bob, carol] = await Promise.all([1, 2, 3].map(() => generateAgreementPair<'session'>(provider)));
    if (!alice || !bob || !carol) {
        throw new Error('three pairs');
    }
    const ours = await agree({provider, privateKey: alice.privateKey, peer: bob.publicKey});
    const theirs = await agree({provider, privateKey: bob.privateKey, peer: alice.publicKey});
    const other = await agree({provider, privateKey: carol.privateKey, peer: alice.publicKey});
    expect(await derived(ours)).toEqual(await derived(theirs));
    expect(await derived(ours)).not.toEqual(await derived(other));
});

test('neither the shared secret nor a session key can be taken out', async () => {
    const {publicKey, privateKey} = await generateAgreementPair<'session'>(provider);
    const material = await agree({provider, privateKey, peer: publicKey});
    await expect(provider.subtle.exportKey('raw', material)).rejects.toThrow();
    await expect(provider.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();

    const fresh = await generateFreshAgreementPair<'encryption'>(provider);
    await expect(provider.subtle.exportKey('pkcs8', fresh.privateKey)).resolves.toBeDefined();
});

test('a private key gives nobody its shared secret as bytes', async () => {
    const {publicKey, privateKey} = await generateAgreementPair<'session'>(provider);
    const peer = await provider.subtle.importKey('raw', publicKey, {name: 'ECDH', namedCurve: 'P-256'}, true, []);
    await expect(provider.subtle.deriveBits({name: 'ECDH', public: peer}, privateKey, 256)).rejects.toThrow();
});
