import assert from 'node:assert/strict';
import {test} from 'node:test';

import {methodsOf, recordCalls} from './recorded_calls';
import {YARDSTICK_CALLS, makeYardstickPerson, yardstickOpen, yardstickSeal} from './yardstick';

test('every recipient of the yardstick opens what was sealed', async () => {
    const [sender, reader] = [await makeYardstickPerson(), await makeYardstickPerson()];
    const sealed = await yardstickSeal('häßlich 🦦', sender, [sender, reader]);
    assert.equal(await yardstickOpen(sealed, reader, sender.signing.publicKey), 'häßlich 🦦');
    assert.equal(await yardstickOpen(sealed, sender, sender.signing.publicKey), 'häßlich 🦦');
});

test('nobody else opens it, and no other sender is believed', async () => {
    const [sender, reader, stranger] = [await makeYardstickPerson(), await makeYardstickPerson(), await makeYardstickPerson()];
    const sealed = await yardstickSeal('text', sender, [sender, reader]);
    await assert.rejects(yardstickOpen(sealed, stranger, sender.signing.publicKey), /not a recipient/);
    await assert.rejects(yardstickOpen(sealed, reader, stranger.signing.publicKey), /signature/);
});

test('asks WebCrypto for exactly what is listed', async (context) => {
    const called = recordCalls(context);
    const people = [await makeYardstickPerson(), await makeYardstickPerson(), await makeYardstickPerson()];
    const [sender, reader] = people;
    assert.ok(sender && reader);

    called.length = 0;
    const sealed = await yardstickSeal('text', sender, people);
    const perRecipient = people.flatMap(() => YARDSTICK_CALLS.sealPerRecipient);
    assert.deepEqual([...called].sort(), [...methodsOf([...YARDSTICK_CALLS.sealOnce, ...perRecipient])].sort());

    called.length = 0;
    await yardstickOpen(sealed, reader, sender.signing.publicKey);
    assert.deepEqual(called, methodsOf(YARDSTICK_CALLS.openOnce));
});
