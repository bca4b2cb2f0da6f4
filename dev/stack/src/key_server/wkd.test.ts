import assert from 'node:assert/strict';
import {test} from 'node:test';

import {answersWkd, isWkdPolicy, readWkdPath, wkdHash} from './wkd';

/** The example of the specification (draft-koch-openpgp-webkey-service §3.1). */
const JOE = 'iy9q119eutrkn8s1mk4r39qejnbu3n5q';

test('hashes as the specification has it', () => {
    assert.equal(wkdHash('Joe.Doe'), JOE);
});

test('reads the paths of both methods', () => {
    assert.deepEqual(readWkdPath(`/.well-known/openpgpkey/example.org/hu/${JOE}`), {domain: 'example.org', hash: JOE});
    assert.deepEqual(readWkdPath(`/.well-known/openpgpkey/hu/${JOE}`), {domain: undefined, hash: JOE});
    assert.equal(readWkdPath('/.well-known/openpgpkey/hu/short'), undefined);
    assert.equal(readWkdPath(`/other/hu/${JOE}`), undefined);
    assert.equal(isWkdPolicy('/.well-known/openpgpkey/policy') && isWkdPolicy('/.well-known/openpgpkey/example.org/policy'), true);
    assert.equal(isWkdPolicy('/.well-known/openpgpkey/hu/policy'), false);
});

test('compares the address of a user id only, and the domain where the method names it', () => {
    const question = {domain: 'example.org', hash: JOE};
    assert.equal(answersWkd('Joe <joe.doe@Example.ORG>', question), true);
    assert.equal(answersWkd('Joe.Doe@example.org', question), true);
    assert.equal(answersWkd('Joe <joe.doe@example.com>', question), false);
    assert.equal(answersWkd('Joe <joe.doe@example.com>', {...question, domain: undefined}), true);
    assert.equal(answersWkd('joe.doe@example.org <other@example.org>', question), false);
});
