import assert from 'node:assert/strict';
import {test} from 'node:test';

import {OUR_CALLS, OurReader, beginSession, makeOurPerson} from './ours';
import {methodsOf, recordCalls} from './recorded_calls';

test('opening asks WebCrypto for exactly what is listed, once the keys are at hand', async (context) => {
    const [sender, reader] = [await makeOurPerson('alice'), await makeOurPerson('bob')];
    const session = await beginSession(sender);
    const opening = await OurReader.of(reader, [sender]);
    await opening.open(await session.seal('first', [sender, reader]));
    const sealed = await session.seal('text', [sender, reader]);

    const called = recordCalls(context);
    assert.equal(await opening.open(sealed), 'text');
    assert.deepEqual(called, methodsOf(OUR_CALLS.openOnce));
});
