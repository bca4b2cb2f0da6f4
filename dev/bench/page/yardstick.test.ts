import assert from 'node:assert/strict';
import {test} from 'node:test';

import {makeYardstickPerson, yardstickOpen, yardstickSeal} from './yardstick';

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
