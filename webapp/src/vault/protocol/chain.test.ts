import {failure} from '../../../tests/support/failure';
import {
    SERVER_ID,
    createRecord,
    linkOf,
    nextRecord,
    signWith,
    unsafeTestingInUse,
    unsafeTestingKeys,
    userIdOf,
} from '../../../tests/support/people';
import {provider} from '../../../tests/support/provider';
import {compareChain, verifyChain} from './chain';
import {decodeSignedRecord, signRecord, verifySignedRecord} from './signed_record';

const ALICE = userIdOf('alice');

// What makes a chain valid, and how it compares with a pin, is in docs/vectors/chain.json.

test('a verified chain has a record for every generation, the last as its head', async () => {
    const [first, second] = [await unsafeTestingKeys(), await unsafeTestingKeys()];
    const created = await linkOf(createRecord(ALICE, first));
    const rotated = await linkOf(nextRecord(created, 'rotate', second));
    const signedRecords = [await signWith(created.record, first), await signWith(rotated.record, second, first)];
    const before = structuredClone(signedRecords);

    const chain = await verifyChain({provider, signedRecords, serverId: SERVER_ID, userId: ALICE});
    expect(chain.links).toEqual([created, rotated]);
    expect(chain.head).toEqual(rotated);
    expect(signedRecords).toEqual(before);
});

test('a comparison needs a pin: the first use is none', async () => {
    const keys = await unsafeTestingKeys();
    const signedRecords = [await signWith(createRecord(ALICE, keys), keys)];
    const chain = await verifyChain({provider, signedRecords, serverId: SERVER_ID, userId: ALICE});
    expect(compareChain(chain, [chain.head.hash])).toBe('same');
    expect(() => compareChain(chain, [])).toThrow(failure('invariant'));
});

test('a rotation is signed by both generations or not at all, anything else by one', async () => {
    const [first, second] = [await unsafeTestingKeys(), await unsafeTestingKeys()];
    const created = createRecord(ALICE, first);
    const rotated = nextRecord(await linkOf(created), 'rotate', second);
    const [ours, previous] = [unsafeTestingInUse(second.signing).privateKey, unsafeTestingInUse(first.signing).privateKey];
    await expect(signRecord({provider, record: rotated, signingKey: ours})).rejects.toThrow(failure('record_invalid'));
    await expect(signRecord({provider, record: created, signingKey: previous, previousSigningKey: ours})).rejects.toThrow(
        failure('record_invalid'),
    );
    await expect(signRecord({provider, record: rotated, signingKey: ours, previousSigningKey: previous})).resolves.toBeDefined();
});

test('a rotation proves nothing without the key of the generation before', async () => {
    const [first, second] = [await unsafeTestingKeys(), await unsafeTestingKeys()];
    const rotated = nextRecord(await linkOf(createRecord(ALICE, first)), 'rotate', second);
    const signed = decodeSignedRecord(await signWith(rotated, second, first));
    const previousSigningKey = first.signing.publicKey;
    await expect(verifySignedRecord({provider, signed, previousSigningKey})).resolves.toBeUndefined();
    await expect(verifySignedRecord({provider, signed})).rejects.toThrow(failure('signature_invalid'));
});
