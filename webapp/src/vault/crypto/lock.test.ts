import {provider} from '../../../tests/support/provider';
import {context} from '../protocol/context';
import {agree, generateAgreementPair, generateFreshAgreementPair} from './agree';
import {deriveBytes} from './kdf';
import type {KeyMaterial} from './kdf';
import {LABELS} from './labels';
import {lockAgreementPair, lockSigningPair} from './lock';
import {generateFreshSigningPair, importVerificationKey, isSignatureValid, sign} from './sign';

const {subtle} = provider;

test('a locked agreement key agrees as before, and can neither be exported nor wrapped', async () => {
    const fresh = await generateFreshAgreementPair<'encryption'>(provider);
    await expect(subtle.exportKey('pkcs8', fresh.privateKey)).resolves.toBeDefined();

    const locked = await lockAgreementPair(provider, fresh);
    const other = await generateAgreementPair<'session'>(provider);
    const derived = (material: KeyMaterial) => deriveBytes({provider, material, salt: new Uint8Array(), info: context(LABELS.kek)});
    const ours = await agree({provider, privateKey: locked.privateKey, peer: other.publicKey});
    const theirs = await agree({provider, privateKey: other.privateKey, peer: fresh.publicKey});
    expect(await derived(ours)).toEqual(await derived(theirs));
    expect(locked.publicKey).toBe(fresh.publicKey);

    await expect(subtle.exportKey('pkcs8', locked.privateKey)).rejects.toThrow();
    await expect(subtle.exportKey('jwk', locked.privateKey)).rejects.toThrow();
    const wrapping = await subtle.generateKey({name: 'AES-GCM', length: 256}, false, ['wrapKey']);
    const parameters = {name: 'AES-GCM', iv: new Uint8Array(12)};
    await expect(subtle.wrapKey('pkcs8', locked.privateKey, wrapping, parameters)).rejects.toThrow();
});

test('a locked signing key signs as before, and can not be exported', async () => {
    const fresh = await generateFreshSigningPair(provider);
    const {publicKey, privateKey} = await lockSigningPair(provider, fresh);
    const signed = context(LABELS.keyCheck);
    const signature = await sign(provider, privateKey, signed);
    const key = await importVerificationKey(provider, publicKey);
    expect(await isSignatureValid({provider, key, signature, context: signed})).toBe(true);
    expect(await isSignatureValid({provider, key, signature, context: context(LABELS.record)})).toBe(false);
    await expect(subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
});
